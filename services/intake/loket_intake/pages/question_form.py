"""The form of a question: from its fields to the JSON that the API takes, and back to the names of the fields."""

import re
from typing import Any

from loket_intake.domain.draft import FormFields, first_value
from loket_shared.web.form_parsing import parse_day

PARTNER_PARTS = ("name", "type", "country", "website", "rorId")
"""In the order of the page."""

MAX_ROWS = 20

_PARTNER = re.compile(r"partners\.(\d{1,2})\.(\w+)")
_COUNTRY = re.compile(r"countries\.(\d{1,2})")
_YES_NO = {"true": True, "false": False}


def without_empty_rows(fields: FormFields) -> FormFields:
    """Return the fields without the rows that were left empty, the others numbered from 0."""
    kept = {name: values for name, values in fields.items() if not _PARTNER.match(name) and not _COUNTRY.match(name)}
    for number, partner in enumerate(_partners(fields)):
        kept |= {f"partners.{number}.{part}": (value,) for part, value in partner.items()}
    for number, country in enumerate(_countries(fields)):
        kept[f"countries.{number}"] = (country,)
    return kept


def to_question_json(fields: FormFields, language: str) -> dict[str, Any]:
    """Return the question as the API takes it; a value that cannot be parsed stays as it was typed."""
    question: dict[str, Any] = {
        "kind": first_value(fields, "kind"),
        "topics": list(fields.get("topics", ())),
        "subject": first_value(fields, "subject"),
        "description": first_value(fields, "description"),
        "fields": list(fields.get("fields", ())),
        "countries": _countries(fields),
        "partners": [{part: value or None for part, value in partner.items()} for partner in _partners(fields)],
        "neededBy": parse_day(first_value(fields, "neededBy")) or None,
        "language": language,
        "shareWithCoordinator": first_value(fields, "shareWithCoordinator") == "true",
    }
    choices = {name: _YES_NO.get(first_value(fields, name)) for name in ("discussedWithCoordinator", "consentToShare")}
    return question | choices


def row_numbers(fields: FormFields, group: str, further: bool) -> range:
    """Return the rows of ``group`` to show: those filled in, at least one, and with ``further`` one more."""
    filled = len(_partners(fields) if group == "partners" else _countries(fields))
    return range(min(max(filled + further, 1), MAX_ROWS))


def _partners(fields: FormFields) -> list[dict[str, str]]:
    rows: dict[int, dict[str, str]] = {}
    for name in fields:
        if match := _PARTNER.fullmatch(name):
            rows.setdefault(int(match[1]), {})[match[2]] = first_value(fields, name).strip()
    return [{part: row.get(part, "") for part in PARTNER_PARTS} for _, row in sorted(rows.items()) if any(row.values())]


def _countries(fields: FormFields) -> list[str]:
    numbered = sorted((int(match[1]), name) for name in fields if (match := _COUNTRY.fullmatch(name)))
    return [country for _, name in numbered if (country := first_value(fields, name))]
