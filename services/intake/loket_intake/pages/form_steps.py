"""The steps in which a question is filled in."""

from dataclasses import dataclass

from loket_intake.domain.draft import Typed
from loket_intake.pages.question_form import PARTNER_PARTS


@dataclass(frozen=True)
class Step:
    """One page of the form; ``slug`` names its address and its template, ``fields`` what is filled in there."""

    slug: str
    fields: tuple[str, ...]

    def holds(self, field: str) -> bool:
        """Whether ``field``, or the group that it is part of, is filled in at this step."""
        return field.split(".")[0] in self.fields


STEPS = (
    Step("onderwerp", ("kind", "topics")),
    Step("vraag", ("subject", "description")),
    Step("context", ("fields", "countries", "partners", "neededBy")),
    Step("delen", ("discussedWithCoordinator", "consentToShare", "shareWithCoordinator")),
)

CHECK = "controleren"
TOTAL = len(STEPS) + 1


def step_named(slug: str) -> Step | None:
    """Return the step with this address, or None."""
    return next((step for step in STEPS if step.slug == slug), None)


def number_of(step: Step) -> int:
    """Return the step's number, from 1 on."""
    return STEPS.index(step) + 1


def after(step: Step) -> str:
    """Return the address of the step that follows."""
    following = STEPS[number_of(step) :]
    return following[0].slug if following else CHECK


def before(step: Step) -> str | None:
    """Return the address of the step before, or None for the first."""
    number = STEPS.index(step)
    return STEPS[number - 1].slug if number else None


def replaced(typed: Typed, step: Step, sent: Typed) -> Typed:
    """Return ``typed`` with the fields of ``step`` as they were ``sent``: a box that is not ticked is not sent."""
    others = {name: values for name, values in typed.items() if not step.holds(name)}
    return others | {name: values for name, values in sent.items() if step.holds(name)}


def step_of(field: str) -> Step:
    """Return the step at which ``field`` is filled in; the first for what is nowhere to be seen."""
    return next((step for step in STEPS if step.holds(field)), STEPS[0])


def position(field: str) -> tuple[int, int, int]:
    """Return the place of ``field`` in the order in which the pages ask for it, row by row."""
    order = [name for step in STEPS for name in step.fields]
    group, *rest = field.split(".")
    row = int(rest[0]) if rest and rest[0].isdecimal() else 0
    part = PARTNER_PARTS.index(rest[1]) if len(rest) > 1 and rest[1] in PARTNER_PARTS else len(PARTNER_PARTS)
    return (order.index(group) if group in order else len(order)), row, part
