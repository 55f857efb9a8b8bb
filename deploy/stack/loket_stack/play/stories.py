"""How far a demonstration question gets: each story ends in another state of the desk."""

from collections.abc import Callable
from dataclasses import dataclass

from loket_stack.play import case_acts, contribution_acts, question_acts
from loket_stack.play.cast import Cast
from loket_stack.play.people import Json, Person
from loket_stack.play.waiting import until

CONTRIBUTION = "Vanuit ons terrein geen bezwaar, mits vooraf wordt vastgelegd wie toegang heeft en wie daarover gaat."
ANSWER = "Dat kan, mits u de afspraken vooraf vastlegt en de risico's met uw coördinator doorneemt. De keuze is aan u."


@dataclass(frozen=True)
class Played:
    """A question that was handed in, and who works on it."""

    cast: Cast
    asker: Person
    reference: str

    def case(self) -> Json:
        """Return the case once it is routed."""
        officer = self.cast.officer
        return until(f"the route of {self.reference}", lambda: case_acts.routed_case(officer, self.reference))


Story = Callable[[Played], None]


def handed_in(_: Played) -> None:
    """Nobody has looked yet."""


def withdrawn(played: Played) -> None:
    """The asker takes it back."""
    question_acts.withdraw(played.asker, played.reference, "De samenwerking gaat niet door.")


def taken(played: Played) -> None:
    """An officer works on it; the route is confirmed where routing was not sure."""
    if played.case()["routing"]["confirmationNeeded"]:
        case_acts.confirm_route(played.cast.officer, played.reference)
    case_acts.take(played.cast.officer, played.reference)


def waiting_for_asker(played: Played) -> None:
    """The desk needs to know more."""
    taken(played)
    case_acts.ask_for_information(played.cast.officer, played.reference, "Kunt u vertellen wie het onderzoek betaalt?")


def supplemented(played: Played) -> None:
    """The asker told more."""
    waiting_for_asker(played)
    until(
        "the desk's request for information",
        lambda: question_acts.has_status(played.asker, played.reference, "waiting-for-you"),
    )
    question_acts.supplement(played.asker, played.reference, "Het onderzoek wordt uit onze eigen middelen betaald.")


def being_drafted(played: Played) -> None:
    """The departments write."""
    taken(played)
    for request in played.case()["requests"]:
        contribution_acts.draft(played.cast, request, CONTRIBUTION)


def contributed(played: Played) -> None:
    """Every department released its contribution."""
    being_drafted(played)
    for request in played.case()["requests"]:
        contribution_acts.release(played.cast, request)


def in_review(played: Played) -> None:
    """A second officer has to approve the answer."""
    contributed(played)
    case_acts.write_answer(played.cast.officer, played.reference, ANSWER)


def answered(played: Played) -> None:
    """The answer went out."""
    in_review(played)
    case_acts.approve_answer(played.cast.second_officer, played.reference)


def closed(played: Played) -> None:
    """All is done."""
    answered(played)
    case_acts.close(played.cast.officer, played.reference)


STORIES: tuple[Story, ...] = (
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
