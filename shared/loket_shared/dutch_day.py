"""The calendar by which law and departments count: the day it is in the Netherlands."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def dutch_day(moment: datetime) -> date:
    """Return the day it is in the Netherlands at ``moment``, which must be aware."""
    return moment.astimezone(_AMSTERDAM).date()
