"""The steps in which a question is filled in."""

from dataclasses import dataclass

from loket_intake.domain.draft import FormFields
from loket_intake.pages.question_form import PARTNER_PARTS


@dataclass(frozen=True)
class FormStep:
    """One page of the form; ``slug`` names its address and its template, ``fields`` what is filled in there."""

    slug: str
    fields: tuple[str, ...]

    def holds(self, field: str) -> bool:
        """Whether ``field``, or the group that it is part of, is filled in at this step."""
        return field.split(".")[0] in self.fields


FORM_STEPS = (
    FormStep("onderwerp", ("kind", "topics")),
    FormStep("vraag", ("subject", "description")),
    FormStep("context", ("fields", "countries", "partners", "neededBy")),
    FormStep("delen", ("discussedWithCoordinator", "consentToShare", "shareWithCoordinator")),
)

CHECK_SLUG = "controleren"
STEP_COUNT = len(FORM_STEPS) + 1


def step_named(slug: str) -> FormStep | None:
    """Return the step with this address, or None."""
    return next((step for step in FORM_STEPS if step.slug == slug), None)


def number_of(step: FormStep) -> int:
    """Return the step's number, from 1 on."""
    return FORM_STEPS.index(step) + 1


def next_slug(step: FormStep) -> str:
    """Return the address of the step that follows."""
    following = FORM_STEPS[number_of(step) :]
    return following[0].slug if following else CHECK_SLUG


def previous_slug(step: FormStep) -> str | None:
    """Return the address of the step before, or None for the first."""
    number = FORM_STEPS.index(step)
    return FORM_STEPS[number - 1].slug if number else None


def with_step_fields(typed: FormFields, step: FormStep, sent: FormFields) -> FormFields:
    """Return ``typed`` with the fields of ``step`` as they were ``sent``: a box that is not ticked is not sent."""
    others = {name: values for name, values in typed.items() if not step.holds(name)}
    return others | {name: values for name, values in sent.items() if step.holds(name)}


def step_with_field(field: str) -> FormStep:
    """Return the step at which ``field`` is filled in; the first for what is nowhere to be seen."""
    return next((step for step in FORM_STEPS if step.holds(field)), FORM_STEPS[0])


def page_order(field: str) -> tuple[int, int, int]:
    """Return the place of ``field`` in the order in which the pages ask for it, row by row."""
    order = [name for step in FORM_STEPS for name in step.fields]
    group, *rest = field.split(".")
    row = int(rest[0]) if rest and rest[0].isdecimal() else 0
    part = PARTNER_PARTS.index(rest[1]) if len(rest) > 1 and rest[1] in PARTNER_PARTS else len(PARTNER_PARTS)
    return (order.index(group) if group in order else len(order)), row, part
