"""Moments as clients give them."""

from datetime import UTC, datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime
from pydantic_core import PydanticCustomError

FIRST, LAST = datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC)
"""Between these a moment falls in the years 1 to 9999 in every time zone."""


def exists_everywhere(moment: datetime) -> bool:
    """Return whether an aware ``moment`` can be stored and shown.

    Any other overflows as soon as it is told in another time zone than its own.
    """
    return FIRST <= moment <= LAST


def require_everywhere(moment: datetime) -> datetime:
    """Return the aware ``moment``.

    Raises:
        PydanticCustomError: there is none such in some time zone.
    """
    if not exists_everywhere(moment):
        raise PydanticCustomError("datetime_range", "beyond the calendar")
    return moment


Moment = Annotated[AwareDatetime, AfterValidator(require_everywhere)]
"""A moment with a time zone."""
