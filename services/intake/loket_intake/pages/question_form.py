"""From the fields of the pages to a question as the API takes it, and back to the fields' names."""

import re
from typing import Any

from loket_intake.domain.draft import Typed, one
from loket_shared.web.form_parsing import parse_day

PARTNER_PARTS = ("name", "type", "country", "website", "rorId")
"""In the order of the page."""

MOST_ROWS = 20

_PARTNER = re.compile(r"partners\.(\d{1,2})\.(\w+)")
_COUNTRY = re.compile(r"countries\.(\d{1,2})")
_YES_NO = {"true": True, "false": False}


def tidied(typed: Typed) -> Typed:
    """Return the fields without rows that were left empty, the others numbered from 0 on."""
    kept = {name: values for name, values in typed.items() if not _PARTNER.match(name) and not _COUNTRY.match(name)}
    for number, partner in enumerate(_partners(typed)):
        kept |= {f"partners.{number}.{part}": (value,) for part, value in partner.items()}
    for number, country in enumerate(_countries(typed)):
        kept[f"countries.{number}"] = (country,)
    return kept


def as_question(typed: Typed, language: str) -> dict[str, Any]:
    """Return the question in the form of the API; what cannot be understood stays as it was typed."""
    question: dict[str, Any] = {
        "kind": one(typed, "kind"),
        "topics": list(typed.get("topics", ())),
        "subject": one(typed, "subject"),
        "description": one(typed, "description"),
        "fields": list(typed.get("fields", ())),
        "countries": _countries(typed),
        "partners": [{part: value or None for part, value in partner.items()} for partner in _partners(typed)],
        "neededBy": parse_day(one(typed, "neededBy")) or None,
        "language": language,
        "shareWithCoordinator": one(typed, "shareWithCoordinator") == "true",
    }
    words = {name: _YES_NO.get(one(typed, name)) for name in ("discussedWithCoordinator", "consentToShare")}
    return question | words


def is_report(typed: Typed) -> bool:
    """Whether something happened: the kind says so, or the topic does."""
    return one(typed, "kind") == "incident" or "incident" in typed.get("topics", ())


def rows_of(typed: Typed, group: str, further: bool) -> range:
    """Return the numbers of the rows to show for ``group``: those filled in, at least one, one more if wanted."""
    filled = len(_partners(typed) if group == "partners" else _countries(typed))
    return range(min(max(filled + further, 1), MOST_ROWS))


def _partners(typed: Typed) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name in typed:
        if match := _PARTNER.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = one(typed, name).strip()
    return [{part: row.get(part, "") for part in PARTNER_PARTS} for _, row in sorted(rows.items()) if any(row.values())]


def _countries(typed: Typed) -> list[str]:
    numbered = sorted((int(match[1]), name) for name in typed if (match := _COUNTRY.fullmatch(name)))
    return [country for _, name in numbered if (country := one(typed, name))]
