"""Times that clients give."""

from datetime import UTC, datetime
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
