"""The times that the desk takes, and their form on the wire (RFC 3339)."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
"""A time between these two has a year from 1 to 9999 in every time zone."""


def exists_everywhere(moment: datetime) -> bool:
    """Return True if an aware ``moment`` can be stored and shown in every time zone; any other overflows."""
    return FIRST <= moment <= LAST


def require_everywhere(moment: datetime) -> datetime:
    """Return the aware ``moment``.

    Raises:
        PydanticCustomError: the time does not exist in every time zone.
    """
    if not exists_everywhere(moment):
        raise PydanticCustomError("datetime_range", "beyond the calendar")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(require_everywhere)]
"""An aware time that exists in every time zone."""


_DATE_TIME = re.compile(
    r"(?P<minute>\d{4}-\d\d-\d\d[Tt](?:[01]\d|2[0-3]):[0-5]\d):(?P<second>[0-5]\d|60)(?P<fraction>\.\d+)?"
    r"(?P<offset>[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_LEAP_SECOND = "60"
_LAST_SECOND = time(23, 59, 59)


def rfc3339(moment: datetime) -> str:
    """Return an aware moment in UTC with an upper-case ``Z`` (RFC 3339, section 5.6)."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def read_rfc3339(text: str) -> datetime:
    """Return the time in UTC that ``text`` names; ``T`` and ``Z`` may be in lower case.

    Digits of a second beyond the sixth are cut off. A leap second counts as the first second after it, as in POSIX
    time; it can only be the last one of a day in UTC.

    Raises:
        ValueError: the text is not an RFC 3339 time, or its year is not between 1 and 9999.
    """
    found = _DATE_TIME.fullmatch(text)
    if found is None:
        raise ValueError("not a moment of RFC 3339")
    leap = found["second"] == _LEAP_SECOND
    second = "59" if leap else found["second"]
    moment = datetime.fromisoformat(f"{found['minute']}:{second}{found['fraction'] or ''}{found['offset']}".upper())
    try:
        utc = moment.astimezone(UTC)
        if leap and utc.time().replace(microsecond=0) != _LAST_SECOND:
            raise ValueError("a leap second is the last one of a day in UTC")
        return utc + timedelta(seconds=leap)
    except OverflowError as error:
        raise ValueError("not a moment of the years 1 to 9999") from error
