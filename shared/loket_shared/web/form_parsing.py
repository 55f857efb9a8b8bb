"""Parses a form: the fields of one action, whose names on the page start with the action's name."""

import re
from datetime import date
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from starlette.datastructures import FormData

from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.field_errors import FieldNames, FieldSentences, field_errors

Body = TypeVar("Body", bound=BaseModel)

_NO_NAMES: FieldNames = {}
_SEVERAL = (tuple, frozenset)
"""The types of fields that take several values."""


def parse_form(body: type[Body], act: str, sent: FormData, names: FieldNames = _NO_NAMES) -> Body:
    """Return the values submitted for ``act``; its field ``text`` has the name ``<act>-text`` on the page.

    Dates may be in any usual notation. ``names`` are the names of the fields in error sentences.

    Raises:
        InvalidInputError: the fields have their names on the page.
    """
    fields = {field.alias or name: field for name, field in body.model_fields.items()}
    given = {name: _given(field, f"{act}-{name}", sent) for name, field in fields.items()}
    try:
        return body.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        raise InvalidInputError(*_named(error, act, names)) from None


def _named(error: ValidationError, act: str, names: FieldNames) -> list[FieldError]:
    """Return the errors with the names of the fields on the page, in the order of the page."""
    details = [{**detail, "loc": (f"{act}-{detail['loc'][0]}", *detail["loc"][1:])} for detail in error.errors()]
    order = list(names)
    return sorted(field_errors(details, FieldSentences(names)), key=lambda found: _place(order, found.field))


def _place(order: list[str], field: str) -> int:
    name = field.split(".")[0]
    return order.index(name) if name in order else len(order)


def _given(field: FieldInfo, name: str, sent: FormData) -> Any:
    if get_origin(field.annotation) in _SEVERAL:
        return [value for value in sent.getlist(name) if value]
    given = sent.get(name) or None
    return parse_day(given) if isinstance(given, str) and _is_day(field) else given


def _is_day(field: FieldInfo) -> bool:
    return date in (field.annotation, *get_args(field.annotation))


def prefix_errors(act: str, refused: InvalidInputError) -> InvalidInputError:
    """Return the error with the names of the fields on the page."""
    return InvalidInputError(*(FieldError(f"{act}-{error.field}", error.text) for error in refused.errors))


_MONTHS = {
    1: ("januari", "january", "jan"),
    2: ("februari", "february", "feb", "febr"),
    3: ("maart", "march", "mrt", "mar"),
    4: ("april", "apr"),
    5: ("mei", "may"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july", "jul"),
    8: ("augustus", "august", "aug"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nov"),
    12: ("december", "dec"),
}
_NUMBERS = {name: number for number, names in _MONTHS.items() for name in names}
_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:[a-z]+day|[a-z]+dag|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[.,]*\s+)?"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
_NTH = r"(?:st|nd|rd|th|ste|de|e)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}\s*[-/. ]\s*(?P<month>\d{{1,2}})\s*[-/. ]\s*{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",
        rf"{_WEEKDAY}{_DAY}{_NTH}[-\s.]*(?:of\s+)?(?P<name>{_NAMES})[-\s.,]+{_YEAR}",
        rf"{_WEEKDAY}(?P<name>{_NAMES})\.?\s+{_DAY}{_NTH},?\s+{_YEAR}",
    )
)


def parse_day(text: str) -> str:
    """Return a typed date in the form ``2026-12-15``, also if the day does not exist; return any other text trimmed."""
    plain = " ".join(text.casefold().split())
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = _NUMBERS[parts["name"]] if "name" in parts else int(parts["month"])
            return f"{parts['year']}-{month:0>2}-{int(parts['day']):0>2}"
    return text.strip()
