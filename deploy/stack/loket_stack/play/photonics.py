"""One realistic question from form to answer: a collaboration in photonics, played by the right people.

EZK leads, OCW and AIVD contribute. Nothing is skipped: experts draft, other people release, one officer
writes the answer and another approves it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from loket_stack.failures import StackError
from loket_stack.play import case_acts, contribution_acts, question_acts
from loket_stack.play.cast import Cast
from loket_stack.play.mail import mails_about
from loket_stack.play.people import Json, Person
from loket_stack.play.waiting import until
from loket_stack.state import StackState

Step = tuple[str, Callable[[], object]]

DEPARTMENTS = ("EZK", "OCW", "AIVD")

QUESTION: Json = {
    "kind": "question",
    "topics": ["collaboration-institution"],
    "subject": "Gezamenlijk laboratorium voor geïntegreerde fotonica",
    "description": (
        "Onze faculteit wil met een technische universiteit buiten de EU een overeenkomst sluiten voor gezamenlijk "
        "onderzoek naar geïntegreerde fotonica. De partner vraagt toegang tot onze cleanroom, wil promovendi "
        "uitwisselen en vraagt ruime geheimhouding over het gebruik van de resultaten. Waar moeten wij op letten?"
    ),
    "fields": ["photonics"],
    "partners": [{"name": "Technische universiteit (partner)", "type": "university"}],
    "language": "nl",
    "discussedWithCoordinator": True,
    "consentToShare": True,
}
CONTRIBUTIONS = {
    "EZK": "Leg eigendom en overdracht van resultaten vast, en beperk de toegang tot wat het onderzoek vraagt.",
    "OCW": "Maak afspraken over publicatievrijheid en over de begeleiding van uitgewisselde promovendi.",
    "AIVD": "Dit vakgebied heeft de belangstelling van statelijke actoren; scheid netwerken en registreer toegang.",
}
ANSWER = (
    "Samenwerken kan, mits u vooraf vastlegt wie toegang heeft tot de cleanroom, van wie de resultaten zijn en aan wie "
    "zij mogen worden overgedragen. Scheid de netwerken, registreer de toegang, en laat de geheimhouding de "
    "publicatievrijheid niet raken. De afweging blijft aan uw instelling."
)


@dataclass
class Photonics:
    """The play; ``reference`` is known once the question is handed in."""

    cast: Cast
    stack: StackState
    reference: str = ""
    _requests: dict[str, Json] = field(default_factory=dict)

    @property
    def asker(self) -> Person:
        """Who asks."""
        return self.cast.people.person("asker")

    def steps(self) -> Iterator[Step]:
        """Yield the steps with their names, in order."""
        yield "the asker hands in the question", self._hand_in
        yield "routing decides, the back office opens the case", self._see_route
        yield "the asker is told by mail", partial(self._wait_for_mail, "ontvangen")
        yield "the front office takes the case", lambda: case_acts.take(self.cast.officer, self.reference)
        for department in DEPARTMENTS:
            yield f"{department} finds the work in its queue", partial(self._find_work, department)
            yield f"{department}: the expert drafts a contribution", partial(self._draft, department)
            yield f"{department}: the approver releases it", partial(self._release, department)
        yield "the front office composes the answer", self._write_answer
        yield "a second officer approves it", self._approve
        yield "the asker reads the answer", self._wait_for_answer
        yield "the asker is told by mail of the answer", partial(self._wait_for_mail, "beantwoord")
        yield "the asker says that it helped", lambda: question_acts.thank(self.asker, self.reference, "Dank u wel.")
        yield "the front office closes the case", lambda: case_acts.close(self.cast.officer, self.reference)

    def _hand_in(self) -> None:
        self.reference = question_acts.hand_in(self.asker, QUESTION)

    def _see_route(self) -> None:
        look = self.cast.officer
        case = until("the case with its route", lambda: case_acts.routed_case(look, self.reference))
        self._requests = {request["department"]: request for request in case["requests"]}
        if case["lead"] != DEPARTMENTS[0] or set(self._requests) != set(DEPARTMENTS):
            raise StackError(
                f"routed to {case['lead']} with {', '.join(sorted(self._requests))}, not to {', '.join(DEPARTMENTS)}",
                f"see why: ./loket journey {self.reference}",
            )

    def _find_work(self, department: str) -> None:
        """Look in the queue: the mail to the department comes some minutes later."""
        expert = self.cast.expert(department)
        until(f"the work in the queue of {department}", lambda: contribution_acts.is_queued(expert, self.reference))

    def _draft(self, department: str) -> None:
        contribution_acts.draft(self.cast, self._requests[department], CONTRIBUTIONS[department])

    def _release(self, department: str) -> None:
        contribution_acts.release(self.cast, self._requests[department])

    def _write_answer(self) -> None:
        case_acts.write_answer(self.cast.officer, self.reference, ANSWER)

    def _approve(self) -> None:
        case_acts.approve_answer(self.cast.second_officer, self.reference)

    def _wait_for_answer(self) -> None:
        until("the answer", lambda: question_acts.has_status(self.asker, self.reference, "answered"))

    def _wait_for_mail(self, word: str) -> None:
        until(
            f"the mail that the question is {word}",
            lambda: [mail for mail in mails_about(self.stack, self.reference) if word in mail["subject"]],
        )
