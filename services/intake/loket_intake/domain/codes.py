"""Values that must be taken from a code list."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from loket_intake.domain import ror
from loket_shared.contracts import codelists
from loket_shared.contracts.countries import is_country
from loket_shared.text_types import Line

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEBSITE = re.compile(r"(https?://)?[^\s/.:@]+(\.[^\s/.:@]+)+(:\d+)?(/\S*)?")


def _one_of(entries: Callable[[], Iterable[codelists.Code]]) -> AfterValidator:
    def check(value: str) -> str:
        if all(entry.code != value for entry in entries()):
            raise PydanticCustomError("unknown_code", "unknown code")
        return value

    return AfterValidator(check)


def _country(value: str) -> str:
    if not is_country(value):
        raise PydanticCustomError("unknown_country", "unknown country")
    return value


def _ror(value: str) -> str:
    identifier = ror.canonical(value)
    if identifier is None:
        raise PydanticCustomError("ror", "no ROR identifier")
    return identifier


def _website(value: str) -> str:
    if not _WEBSITE.fullmatch(value):
        raise PydanticCustomError("website", "no web address")
    return value


def _email(value: str) -> str:
    """Refuse an address that no mail reaches: not every server takes other letters than ASCII before the @."""
    try:
        validate_email(value, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "no mail address") from error
    return value


def _only_iso(value: object) -> object:
    """Refuse the numbers and moments that Pydantic would make a date of."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "no date")


def _once_each(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


once_each = AfterValidator(_once_each)
"""Takes a code that was given twice as given once."""

Topic = Annotated[str, _one_of(codelists.topics)]
FieldOfKnowledge = Annotated[str, _one_of(codelists.fields)]
PartnerType = Annotated[str, _one_of(codelists.partner_types)]
Country = Annotated[str, AfterValidator(_country)]
RorId = Annotated[str, AfterValidator(_ror)]
Website = Annotated[Line, AfterValidator(_website)]
Email = Annotated[Line, AfterValidator(_email)]
Day = Annotated[date, BeforeValidator(_only_iso)]
