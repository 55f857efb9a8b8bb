"""The base class of everything in a rule set, and the types of its values."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic.alias_generators import to_snake
from pydantic_core import PydanticCustomError


def to_kebab(name: str) -> str:
    """Return the name of a field in a document: ``partner_type`` is ``partner-type``, ``all_`` is ``all``."""
    return to_snake(name).replace("_", "-").strip("-")


def refusal(code: str, nl: str, en: str) -> PydanticCustomError:
    """Return the error with which a validator refuses a value, in a sentence in both languages."""
    return PydanticCustomError(code, "{en}", {"nl": nl, "en": en})


class FrozenModel(BaseModel):
    """Frozen data in a closed grammar: a key that is not known is refused, with its place."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_kebab,
        populate_by_name=True,
        allow_inf_nan=False,
        hide_input_in_errors=True,
    )

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy without the cached properties of this one."""
        copied = super().model_copy(update=update, deep=deep)
        for name in copied.__dict__.keys() - type(self).model_fields:
            del copied.__dict__[name]
        return copied


def _no_moment(value: object) -> object:
    if isinstance(value, int | float):
        raise refusal(
            "not-a-date",
            "Hier hoort een datum, zoals 2026-01-31.",
            "A date belongs here, such as 2026-01-31.",
        )
    return value


Day = Annotated[date, BeforeValidator(_no_moment)]
"""A date; a bare number is none, though it could be read as a moment."""

Number = Annotated[int, Field(strict=True, ge=0, le=999)]
"""A whole number of a line, and not a text or a truth value that could be read as one."""

Share = Annotated[float, Field(strict=True, ge=0, le=1)]
"""A number from 0 to 1."""
