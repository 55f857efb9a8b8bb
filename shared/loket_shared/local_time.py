"""The calendar of law and departments: dates in the Netherlands."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def local_date(moment: datetime) -> date:
    """Return the date in the Netherlands at ``moment``, which must be aware."""
    return moment.astimezone(_AMSTERDAM).date()


def end_of_local_date(moment: datetime) -> datetime:
    """Return the midnight that ends the date in the Netherlands at ``moment``; a midnight ends the day before it."""
    local = moment.astimezone(_AMSTERDAM)
    if local.time() == time():
        return local
    return datetime.combine(local.date() + timedelta(days=1), time(), _AMSTERDAM)
