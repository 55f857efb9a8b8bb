"""The values of a form on a page, and their errors."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError


@dataclass(frozen=True)
class Form:
    """The values of a form's fields, as text, and their errors; the components show both."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()

    @classmethod
    def typed(cls, data: FormData, refused: InvalidInputError | None = None) -> "Form":
        """Return the submitted form with the errors of ``refused``."""
        names = list(data.keys())
        values = {name: [str(value) for value in data.getlist(name)] for name in names}
        return cls(values, refused.errors if refused else ())

    @classmethod
    def filled(cls, values: Mapping[str, str | Iterable[str]]) -> "Form":
        """Return a form with the values ``values``."""
        lists = {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
        return cls(lists)

    def with_values(self, values: Mapping[str, str | Iterable[str]]) -> "Form":
        """Return the form with its fields replaced by those of ``values``."""
        return Form({**self.values, **Form.filled(values).values}, self.errors)

    def value(self, name: str) -> str:
        """Return the value of the field ``name``; empty if it has none."""
        return next(iter(self.values.get(name, ())), "")

    def chosen(self, name: str, option: str) -> bool:
        """Return True if ``option`` is chosen in the group ``name``."""
        return option in self.values.get(name, ())

    def error(self, name: str) -> BilingualText | None:
        """Return the error of the field ``name`` or of a part of it, or None."""
        wrong = (e for e in self.errors if e.field == name or e.field.startswith(f"{name}."))
        return next((error.text for error in wrong), None)

    def anchor(self, name: str) -> str:
        """Return the id of the element that an error of the field ``name`` links to: the field, or its group."""
        return name if name in self.values else name.split(".")[0]
