"""The form of a question: its steps with their fields, and the JSON that the API takes."""

import re
from dataclasses import dataclass
from typing import Any

from loket_intake.domain.draft import FormFields, first_value
from loket_policy import code_lists
from loket_shared.web.form_parsing import parse_day

PARTNER_PARTS = ("name", "type", "country", "website", "rorId")
"""In the order of the page."""

MAX_ROWS = 20

_PARTNER = re.compile(r"partners\.(\d{1,2})\.(\w+)")
_COUNTRY = re.compile(r"countries\.(\d{1,2})")
_YES_NO = {"true": True, "false": False}


@dataclass(frozen=True)
class FormStep:
    """One page of the form; ``slug`` names its address and its template, ``fields`` the fields on it."""

    slug: str
    fields: tuple[str, ...]

    def has_field(self, field: str) -> bool:
        """Return whether ``field`` or its group is on this page."""
        return field.split(".")[0] in self.fields


FORM_STEPS = (
    FormStep("onderwerp", ("kind", "topics")),
    FormStep("vraag", ("subject", "description")),
    FormStep("context", ("fields", "countries", "partners", "neededBy")),
    FormStep("delen", ("discussedWithCoordinator", "consentToShare", "shareWithCoordinator")),
)

CHECK_SLUG = "controleren"
STEP_COUNT = len(FORM_STEPS) + 1

_FOCUSED_INPUTS = {
    "kind": "kind-question",
    "countries": "countries.0",
    "partners": "partners.0.name",
    "discussedWithCoordinator": "discussedWithCoordinator-true",
    "consentToShare": "consentToShare-true",
    "shareWithCoordinator": "shareWithCoordinator-true",
}


def step_named(slug: str) -> FormStep | None:
    """Return the step with this slug, or None."""
    return next((step for step in FORM_STEPS if step.slug == slug), None)


def step_with_field(field: str) -> FormStep:
    """Return the step of ``field``; the first step for a field that stands on no page."""
    return next((step for step in FORM_STEPS if step.has_field(field)), FORM_STEPS[0])


def number_of(step: FormStep) -> int:
    """Return the step's number, from 1."""
    return FORM_STEPS.index(step) + 1


def next_slug(step: FormStep) -> str:
    """Return the slug of the next page."""
    following = FORM_STEPS[number_of(step) :]
    return following[0].slug if following else CHECK_SLUG


def previous_slug(step: FormStep) -> str | None:
    """Return the slug of the previous page, or None for the first."""
    number = FORM_STEPS.index(step)
    return FORM_STEPS[number - 1].slug if number else None


def with_step_fields(fields: FormFields, step: FormStep, sent: FormFields) -> FormFields:
    """Return ``fields`` with those of ``step`` as they were ``sent``; a browser does not send an unticked box."""
    others = {name: values for name, values in fields.items() if not step.has_field(name)}
    return others | {name: values for name, values in sent.items() if step.has_field(name)}


def page_order(field: str) -> tuple[int, int, int]:
    """Return a sort key of ``field`` by its place on the pages, row by row."""
    order = [name for step in FORM_STEPS for name in step.fields]
    group, *rest = field.split(".")
    row = int(rest[0]) if rest and rest[0].isdecimal() else 0
    part = PARTNER_PARTS.index(rest[1]) if len(rest) > 1 and rest[1] in PARTNER_PARTS else len(PARTNER_PARTS)
    return (order.index(group) if group in order else len(order)), row, part


def anchor_of(field: str, fields: FormFields) -> str:
    """Return the id of the input that a link to ``field`` leads to; in a group that is its first input."""
    if field in fields and "." in field:
        return field
    group = field.split(".")[0]
    options = {"topics": code_lists.topics, "fields": code_lists.fields}.get(group)
    return f"{group}-{options()[0].code}" if options else _FOCUSED_INPUTS.get(group, group)


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
