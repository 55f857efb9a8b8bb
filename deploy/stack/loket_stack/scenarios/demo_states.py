"""The states that ``./loket seed`` leaves demonstration questions in, one function for each."""

from collections.abc import Callable
from dataclasses import dataclass

from loket_stack.scenarios import actions
from loket_stack.scenarios.api_client import Json, PersonaClient, Personas
from loket_stack.scenarios.waiting import wait_until

CONTRIBUTION = "Vanuit ons terrein geen bezwaar, mits vooraf wordt vastgelegd wie toegang heeft en wie daarover gaat."
ANSWER = "Dat kan, mits u de afspraken vooraf vastlegt en de risico's met uw coördinator doorneemt. De keuze is aan u."


@dataclass(frozen=True)
class DemoQuestion:
    """A question that was submitted, and the personas who work on it."""

    personas: Personas
    asker: PersonaClient
    reference: str

    def case(self) -> Json:
        """Return the case once it is routed."""
        officer = self.personas.officer
        return wait_until(f"the route of {self.reference}", lambda: actions.routed_case(officer, self.reference))


DemoState = Callable[[DemoQuestion], None]


def handed_in(_: DemoQuestion) -> None:
    """The asker submits the question; nobody has handled it."""


def withdrawn(question: DemoQuestion) -> None:
    """The asker withdraws the question."""
    actions.withdraw_question(question.asker, question.reference, "De samenwerking gaat niet door.")


def taken(question: DemoQuestion) -> None:
    """An officer works on the case; the route is confirmed if routing was not sure."""
    if question.case()["routing"]["confirmationNeeded"]:
        actions.confirm_route(question.personas.officer, question.reference)
    actions.take_case(question.personas.officer, question.reference)


def waiting_for_asker(question: DemoQuestion) -> None:
    """The desk waits for information from the asker."""
    taken(question)
    actions.ask_for_information(
        question.personas.officer,
        question.reference,
        "Kunt u vertellen wie het onderzoek betaalt?",
    )


def supplemented(question: DemoQuestion) -> None:
    """The asker gave the information."""
    waiting_for_asker(question)
    wait_until(
        "the desk's request for information",
        lambda: actions.question_has_status(question.asker, question.reference, "waiting-for-you"),
    )
    actions.add_supplement(question.asker, question.reference, "Het onderzoek wordt uit onze eigen middelen betaald.")


def being_drafted(question: DemoQuestion) -> None:
    """The departments write."""
    taken(question)
    for request in question.case()["requests"]:
        actions.draft_contribution(question.personas, request, CONTRIBUTION)


def contributed(question: DemoQuestion) -> None:
    """Every department released its contribution."""
    being_drafted(question)
    for request in question.case()["requests"]:
        actions.release_contribution(question.personas, request)


def in_review(question: DemoQuestion) -> None:
    """A second officer has to approve the answer."""
    contributed(question)
    actions.write_answer(question.personas.officer, question.reference, ANSWER)


def answered(question: DemoQuestion) -> None:
    """The answer was sent."""
    in_review(question)
    actions.approve_answer(question.personas.second_officer, question.reference)


def closed(question: DemoQuestion) -> None:
    """The case is closed."""
    answered(question)
    actions.close_case(question.personas.officer, question.reference)


DEMO_STATES: tuple[DemoState, ...] = (
    handed_in,
    answered,
    being_drafted,
    waiting_for_asker,
    closed,
    taken,
    contributed,
    supplemented,
    in_review,
    withdrawn,
)
