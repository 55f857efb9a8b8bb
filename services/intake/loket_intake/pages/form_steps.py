"""The steps of the form: the pages and their fields, in order."""

from dataclasses import dataclass

from loket_intake.domain.draft import FormFields
from loket_intake.pages.question_form import PARTNER_PARTS
from loket_policy import code_lists


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
