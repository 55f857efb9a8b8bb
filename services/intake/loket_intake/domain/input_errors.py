"""What is wrong with an input, in the reader's words; every error at once."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from loket_intake.domain.input_texts import ANY_FIELD, FIELDS, NAMES, THIS_FIELD
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError

Model = TypeVar("Model", bound=BaseModel)

_NOTHING_FILLED_IN = frozenset({"missing", "string_too_short", "too_short", "bool_type", "string_type"})


def read(kind: type[Model], raw: object) -> Model:
    """Return ``raw`` (JSON values under wire names) as a ``kind``.

    Raises:
        InvalidInput: with an error for every field that cannot be taken as it is.
    """
    try:
        return kind.model_validate(raw)
    except ValidationError as error:
        raise InvalidInputError(*field_errors(error.errors(include_url=False))) from None


def require_coming(field: str, day: date | None, today: date) -> None:
    """Refuse a day that has passed.

    Raises:
        InvalidInput: naming ``field``.
    """
    if day is not None and day < today:
        raise InvalidInputError(FieldError(field, _text((field,), "past_date", {})))


def field_errors(details: Sequence[Mapping[str, Any]]) -> list[FieldError]:
    """Return Pydantic's error details as fields with sentences; the input is not repeated.

    A list whose entries are wrong is not also called empty.
    """
    inside = {detail["loc"][:length] for detail in details for length in range(len(detail["loc"]))}
    return [_field_error(detail) for detail in details if detail["loc"] not in inside]


def _field_error(detail: Mapping[str, Any]) -> FieldError:
    parts = tuple(part for part in detail["loc"] if part != "[key]")
    return FieldError(".".join(map(str, parts)), _text(parts, _cause(detail), detail.get("ctx", {})))


def _cause(detail: Mapping[str, Any]) -> str:
    """Return the kind of error, with those taken together that are the same to the reader."""
    kind, value = str(detail["type"]), detail["input"]
    empty = not value.strip() if isinstance(value, str) else value in (None, (), [])
    if kind == "missing" or (kind in _NOTHING_FILLED_IN and empty):
        return "missing"
    if kind == "too_long" and isinstance(value, str):
        return "string_too_long"
    return "date_parsing" if kind.startswith("date_") else kind


def _text(parts: tuple[str | int, ...], cause: str, context: Mapping[str, Any]) -> BilingualText:
    """Return the sentence; where there are several of a kind it says which, counted from 1."""
    pattern = ".".join("*" if isinstance(part, int) else part for part in parts)
    template = FIELDS.get((pattern, cause)) or ANY_FIELD.get(cause) or ANY_FIELD["other"]
    name = NAMES.get(pattern) or NAMES.get(pattern.removesuffix(".*"), THIS_FIELD)
    number = next((part + 1 for part in parts if isinstance(part, int)), 1)
    values = {key: value for key, value in context.items() if isinstance(value, int | str)} | {"number": number}
    return BilingualText(
        nl=template.nl.format(name=name.nl.format(number=number), **values),
        en=template.en.format(name=name.en.format(number=number), **values),
    )
