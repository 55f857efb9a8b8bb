"""A condition as a form: chosen in its common shape, or typed."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field

from loket_routing.domain.rule_set.edit import CHOSEN, DENIED, Choices, Codes, choices_of, condition_of
from loket_routing.pages.editing.typed_yaml import as_yaml, read_yaml
from loket_shared.contracts.model import WireModel

Condition = Mapping[str, Any]


class ConditionForm(WireModel):
    """What stands in the form.

    ``shape``: there is no condition, it is what is chosen, or it is the text ``condition``.
    """

    shape: Literal["none", "choices", "text"]
    topic: tuple[str, ...] = ()
    field: tuple[str, ...] = ()
    partner_type: tuple[str, ...] = ()
    institution_kind: tuple[str, ...] = ()
    kind: tuple[str, ...] = ()
    legal_regime: tuple[str, ...] = ()
    signal: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    no_signal: tuple[str, ...] = ()
    no_field: tuple[str, ...] = ()
    within_days: Annotated[int, Field(ge=0, le=366)] | None = None
    condition: str = ""

    def typed(self, name: str) -> Condition | None:
        """Return the condition; ``name`` is under which its fields stand on the page.

        Raises:
            InvalidInput: the text can't be read.
        """
        if self.shape == "text":
            return read_yaml(self.condition, f"{name}-condition")
        return condition_of(self._choices()) if self.shape == "choices" else None

    def _choices(self) -> Choices:
        return Choices(
            having={kind: getattr(self, kind.replace("-", "_")) for kind in CHOSEN},
            lacking={kind: getattr(self, f"no_{kind}") for kind in DENIED},
            within_days=self.within_days,
        )


def fill_condition(condition: Condition | None) -> dict[str, str | list[str]]:
    """Return the fields of the form as they stand for ``condition``."""
    if condition is None:
        return {"shape": "none"}
    choices = choices_of(condition)
    if choices is None:
        return {"shape": "text", "condition": as_yaml(condition)}
    lacking = {f"no-{kind}": codes for kind, codes in choices.lacking.items()}
    days = "" if choices.within_days is None else str(choices.within_days)
    return {"shape": "choices", **_named(choices.having), **_named(lacking), "withinDays": days}


def _named(codes: Codes) -> dict[str, list[str]]:
    return {_wire(kind): list(of_kind) for kind, of_kind in codes.items()}


def _wire(kind: str) -> str:
    first, *others = kind.split("-")
    return first + "".join(word.title() for word in others)
