"""One realistic question from form to answer: a collaboration in photonics, with the right personas.

EZK leads, OCW and AIVD contribute. Nothing is skipped: experts draft, other people release, one officer
writes the answer and another approves it.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial

from loket_stack.console import StackError
from loket_stack.scenarios import actions
from loket_stack.scenarios.api_client import Json, PersonaClient, Personas, mails_about
from loket_stack.scenarios.waiting import wait_until
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
class Demo:
    """The steps of the demonstration; ``reference`` is known after the submission."""

    personas: Personas
    stack: StackState
    reference: str = ""
    _requests: dict[str, Json] = field(default_factory=dict)

    @property
    def asker(self) -> PersonaClient:
        """The persona who asks."""
        return self.personas.person("asker")

    def steps(self) -> Iterator[Step]:
        """Yield the steps with their names, in order."""
        yield "the asker hands in the question", self._hand_in
        yield "routing decides, the back office opens the case", self._see_route
        yield "the asker is told by mail", partial(self._wait_for_mail, "ontvangen")
        yield "the front office takes the case", lambda: actions.take_case(self.personas.officer, self.reference)
        for department in DEPARTMENTS:
            yield f"{department} finds the work in its queue", partial(self._find_work, department)
            yield f"{department}: the expert drafts a contribution", partial(self._draft, department)
            yield f"{department}: the approver releases it", partial(self._release, department)
        yield "the front office composes the answer", self._write_answer
        yield "a second officer approves it", self._approve
        yield "the asker reads the answer", self._wait_for_answer
        yield "the asker is told by mail of the answer", partial(self._wait_for_mail, "beantwoord")
        yield "the asker says that it helped", lambda: actions.give_feedback(self.asker, self.reference, "Dank u wel.")
        yield "the front office closes the case", lambda: actions.close_case(self.personas.officer, self.reference)

    def _hand_in(self) -> None:
        self.reference = actions.submit_question(self.asker, QUESTION)

    def _see_route(self) -> None:
        look = self.personas.officer
        case = wait_until("the case with its route", lambda: actions.routed_case(look, self.reference))
        self._requests = {request["department"]: request for request in case["requests"]}
        if case["lead"] != DEPARTMENTS[0] or set(self._requests) != set(DEPARTMENTS):
            chosen = f"{case['lead']} with {', '.join(sorted(self._requests))}"
            raise StackError(
                f"routing chose {chosen} instead of {', '.join(DEPARTMENTS)}",
                f"./loket journey {self.reference} shows why",
            )

    def _find_work(self, department: str) -> None:
        """Find the work in the queue: the mail to the department comes some minutes later."""
        expert = self.personas.expert(department)
        wait_until(f"the work in the queue of {department}", lambda: actions.is_queued(expert, self.reference))

    def _draft(self, department: str) -> None:
        actions.draft_contribution(self.personas, self._requests[department], CONTRIBUTIONS[department])

    def _release(self, department: str) -> None:
        actions.release_contribution(self.personas, self._requests[department])

    def _write_answer(self) -> None:
        actions.write_answer(self.personas.officer, self.reference, ANSWER)

    def _approve(self) -> None:
        actions.approve_answer(self.personas.second_officer, self.reference)

    def _wait_for_answer(self) -> None:
        wait_until("the answer", lambda: actions.question_has_status(self.asker, self.reference, "answered"))

    def _wait_for_mail(self, word: str) -> None:
        wait_until(
            f"the mail that the question is {word}",
            lambda: [mail for mail in mails_about(self.stack, self.reference) if word in mail["subject"]],
        )
