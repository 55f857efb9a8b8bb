"""Days as people type them, in Dutch or English: ``15-12-2026``, ``15/12/2026``, ``dinsdag 15 december 2026``."""

import re

_MONTHS = {
    1: ("januari", "january", "jan"),
    2: ("februari", "february", "feb", "febr"),
    3: ("maart", "march", "mrt", "mar"),
    4: ("april", "apr"),
    5: ("mei", "may"),
    6: ("juni", "june", "jun"),
    7: ("juli", "july", "jul"),
    8: ("augustus", "august", "aug"),
    9: ("september", "sept", "sep"),
    10: ("oktober", "october", "okt", "oct"),
    11: ("november", "nov"),
    12: ("december", "dec"),
}
_NUMBERS = {name: number for number, names in _MONTHS.items() for name in names}
_NAMES = "|".join(sorted(_NUMBERS, key=len, reverse=True))
_WEEKDAY = r"(?:(?:[a-z]+day|[a-z]+dag|ma|di|wo|do|vr|za|zo|mon|tue|wed|thu|fri|sat|sun)[.,]*\s+)?"
_DAY, _YEAR = r"(?P<day>\d{1,2})", r"(?P<year>\d{4})"
_NTH = r"(?:st|nd|rd|th|ste|de|e)?"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_DAY}\s*[-/. ]\s*(?P<month>\d{{1,2}})\s*[-/. ]\s*{_YEAR}",
        rf"{_YEAR}[-/.](?P<month>\d{{1,2}})[-/.]{_DAY}",
        rf"{_WEEKDAY}{_DAY}{_NTH}[-\s.]*(?:of\s+)?(?P<name>{_NAMES})[-\s.,]+{_YEAR}",
        rf"{_WEEKDAY}(?P<name>{_NAMES})\.?\s+{_DAY}{_NTH},?\s+{_YEAR}",
    )
)


def as_iso(text: str) -> str:
    """Return the day that was typed as ``2026-12-15``, whether it exists or not; what is no day stays as it is."""
    plain = " ".join(text.casefold().split())
    for form in _FORMS:
        if found := form.fullmatch(plain):
            parts = found.groupdict()
            month = _NUMBERS[parts["name"]] if "name" in parts else int(parts["month"])
            return f"{parts['year']}-{month:0>2}-{int(parts['day']):0>2}"
    return text.strip()
