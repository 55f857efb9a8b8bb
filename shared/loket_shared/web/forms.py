"""A form on a page: what was typed in it and what is wrong with that."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from starlette.datastructures import FormData

from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError


@dataclass(frozen=True)
class Form:
    """The values of a form's fields, as text, with the errors found in them; the components show both."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()

    @classmethod
    def typed(cls, data: FormData, refused: InvalidInputError | None = None) -> "Form":
        """Return the form as it was sent, with what it was refused for."""
        names = list(data.keys())
        values = {name: [str(value) for value in data.getlist(name)] for name in names}
        return cls(values, refused.errors if refused else ())

    @classmethod
    def filled(cls, values: Mapping[str, str | Iterable[str]]) -> "Form":
        """Return a form that stands filled with ``values``."""
        lists = {name: [value] if isinstance(value, str) else list(value) for name, value in values.items()}
        return cls(lists)

    def with_values(self, values: Mapping[str, str | Iterable[str]]) -> "Form":
        """Return the form with ``values`` in the place of what stood in their fields."""
        return Form({**self.values, **Form.filled(values).values}, self.errors)

    def value(self, name: str) -> str:
        """Return what was typed in the field ``name``; empty where nothing was."""
        return next(iter(self.values.get(name, ())), "")

    def chosen(self, name: str, option: str) -> bool:
        """Say whether ``option`` was chosen in the group ``name``."""
        return option in self.values.get(name, ())

    def error(self, name: str) -> BilingualText | None:
        """Return what is wrong with the field ``name``, or with a part of it."""
        wrong = (e for e in self.errors if e.field == name or e.field.startswith(f"{name}."))
        return next((error.text for error in wrong), None)

    def anchor(self, name: str) -> str:
        """Return the id of what an error of the field ``name`` is about: the field, or the group it is part of."""
        return name if name in self.values else name.split(".")[0]
