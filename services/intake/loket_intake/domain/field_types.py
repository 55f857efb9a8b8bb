"""Types for the fields of an input: codes, ROR identifiers, addresses and days."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from datetime import date
from typing import Annotated

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, BeforeValidator
from pydantic_core import PydanticCustomError

from loket_policy import code_lists
from loket_policy.code_lists import is_country
from loket_shared.contracts import ror
from loket_shared.text_types import Line

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_WEBSITE = re.compile(r"(https?://)?[^\s/.:@]+(\.[^\s/.:@]+)+(:\d+)?(/\S*)?")
_HOST_WITHOUT_ENDING = re.compile(r"(https?://)?(www\.)?[^\s/.:@]+\.?/?")


def _one_of(entries: Callable[[], Iterable[code_lists.Code]]) -> AfterValidator:
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
        if _HOST_WITHOUT_ENDING.fullmatch(value):
            raise PydanticCustomError("website_ending", "a host name without a dot")
        raise PydanticCustomError("website", "no web address")
    return value


def _email(value: str) -> str:
    """Refuse an address that is invalid, or that only looks like another address.

    The address decides who owns the question, and not every server accepts letters other than ASCII before the @.
    """
    local, _, domain = value.rpartition("@")
    if not local.isascii() or unicodedata.normalize("NFKC", domain) != domain:
        raise PydanticCustomError("email_letters", "letters that a mail address cannot have")
    try:
        validate_email(value, check_deliverability=False, strict=True)
    except EmailNotValidError as error:
        raise PydanticCustomError("email", "no mail address") from error
    return value


def _require_iso_date(value: object) -> object:
    """Refuse the numbers and date-times that Pydantic would turn into a date."""
    if isinstance(value, date) or (isinstance(value, str) and _ISO_DATE.fullmatch(value)):
        return value
    raise PydanticCustomError("date_parsing", "no date")


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


without_duplicates = AfterValidator(_unique)
"""Drops a code that was given before."""

TopicCode = Annotated[str, _one_of(code_lists.topics)]
FieldCode = Annotated[str, _one_of(code_lists.fields)]
PartnerTypeCode = Annotated[str, _one_of(code_lists.partner_types)]
CountryCode = Annotated[str, AfterValidator(_country)]
RorId = Annotated[str, AfterValidator(_ror)]
Website = Annotated[Line, AfterValidator(_website)]
EmailAddress = Annotated[Line, AfterValidator(_email)]
IsoDate = Annotated[date, BeforeValidator(_require_iso_date)]
