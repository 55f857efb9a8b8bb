"""The explanation of a clock in words (domain description section 6)."""

from datetime import datetime, timedelta

from loket_backoffice.domain.timers import Timer
from loket_shared.contracts.texts import BilingualText
from loket_shared.worktime import Calendar, working_time_between

HOUR = timedelta(hours=1)
WORKING_DAY = 8 * HOUR


def explain(calendar: Calendar, counted: timedelta, timer: Timer, until: datetime) -> BilingualText:
    """Return the time that counted, the time that did not, and the reasons, from the start of ``timer`` to ``until``.

    For instance "6,5 uur geteld, 3 dagen opgeschort in afwachting van de indiener, 1 feestdag".
    """
    parts = [
        BilingualText(nl=f"{_number(counted / HOUR, ',')} uur geteld", en=f"counted {_number(counted / HOUR, '.')} h")
    ]
    if paused := sum((working_time_between(calendar, pause.start, pause.end) for pause in timer.pauses), timedelta()):
        parts.append(_paused(paused))
    if count := calendar.holidays_between(timer.started_at, until):
        parts.append(
            BilingualText(nl=_plural(count, "feestdag", "feestdagen"), en=_plural(count, "holiday", "holidays"))
        )
    return BilingualText(nl=", ".join(part.nl for part in parts), en=", ".join(part.en for part in parts))


def _paused(length: timedelta) -> BilingualText:
    nl, en = _length(length)
    return BilingualText(nl=f"{nl} opgeschort in afwachting van de indiener", en=f"paused {en} waiting for the asker")


def _length(length: timedelta) -> tuple[str, str]:
    """Name a stretch of working time: in hours below a working day, else in working days."""
    if length < WORKING_DAY:
        return f"{_number(length / HOUR, ',')} uur", f"{_number(length / HOUR, '.')} h"
    days = length / WORKING_DAY
    noun_nl, noun_en = ("dag", "day") if _number(days, ".") == "1" else ("dagen", "days")
    return f"{_number(days, ',')} {noun_nl}", f"{_number(days, '.')} {noun_en}"


def _number(value: float, separator: str) -> str:
    return f"{value:.1f}".removesuffix(".0").replace(".", separator)


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"
