"""Formats dates and times in Dutch and English, in the desk's time zone."""

from datetime import date, datetime

from babel import dates

from loket_shared.contracts.texts import Language
from loket_shared.local_time import DUTCH_TIME

_AT = {"nl": "d MMMM y 'om' HH:mm 'uur'", "en": "d MMMM y 'at' HH:mm"}
_TO_THE_SECOND = {"nl": "d MMMM y 'om' HH:mm:ss 'uur'", "en": "d MMMM y 'at' HH:mm:ss"}
_LOCALE = {"nl": "nl_NL", "en": "en_GB"}


def format_datetime(moment: datetime, language: Language) -> str:
    """Return an aware ``moment`` in words: ``21 november 2026 om 10:30 uur``."""
    return dates.format_datetime(moment.astimezone(DUTCH_TIME), _AT[language], locale=_LOCALE[language])


def format_datetime_seconds(moment: datetime, language: Language) -> str:
    """Return an aware ``moment`` in words with its seconds: ``21 november 2026 om 10:30:05 uur``."""
    return dates.format_datetime(moment.astimezone(DUTCH_TIME), _TO_THE_SECOND[language], locale=_LOCALE[language])


def datetime_attribute(value: date) -> str:
    """Return a date, or an aware time with seconds and offset, for ``<time datetime>`` (HTML, section 2.3.5)."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def format_date(day: date, language: Language) -> str:
    """Return ``day`` in words: ``zaterdag 21 november 2026``."""
    return dates.format_date(day, "EEEE d MMMM y", locale=_LOCALE[language])
