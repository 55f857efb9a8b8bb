"""The calendar of law and departments: dates in the Netherlands."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE_NAME = "Europe/Amsterdam"
DUTCH_TIME = ZoneInfo(ZONE_NAME)


def local_date(moment: datetime) -> date:
    """Return the date in the Netherlands at ``moment``, which must be aware."""
    return moment.astimezone(DUTCH_TIME).date()


def end_of_local_date(moment: datetime) -> datetime:
    """Return the midnight that ends the date in the Netherlands at ``moment``; a midnight ends the day before it."""
    local = moment.astimezone(DUTCH_TIME)
    if local.time() == time():
        return local
    return datetime.combine(local.date() + timedelta(days=1), time(), DUTCH_TIME)
