"""The events that routing hears about one question."""

from typing import Any
from uuid import uuid4

from kit.service import START

from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented, Supplement
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn, Withdrawal
from loket_shared.contracts.shared_parts import HandMadeRoute, Institution, QuestionContent
from loket_shared.contracts.texts import BilingualText

INSTITUTION = Institution(
    ror_id="https://ror.org/05vx0yt57", name=BilingualText(nl="Voorbeeld", en="Example"), kind="university"
)


class Story:
    """The events of one question."""

    def __init__(self, reference: str = "KV-2026-000123") -> None:
        self.reference = reference
        self.question_id = uuid4()
        self.about: dict[str, Any] = {"question_id": self.question_id, "reference": reference}

    def submitted(
        self, topic: str, text: str = "Een vraag.", *, consent: bool = True, **given: object
    ) -> QuestionSubmitted:
        content = QuestionContent.model_validate(
            {
                "kind": "question",
                "topics": (topic,),
                "subject": "Vraag",
                "description": text,
                "consent_to_share": consent,
                "institution": INSTITUTION,
                **given,
            }
        )
        return QuestionSubmitted(**self.about, submitted_at=START, language="nl", number_of_files=0, question=content)

    def supplemented(self, version: int, text: str, *, consent: bool | None = None) -> QuestionSupplemented:
        supplement = Supplement(text=text, consent_to_share=consent)
        return QuestionSupplemented(**self.about, supplemented_at=START, version=version, supplement=supplement)

    def withdrawn(self) -> QuestionWithdrawn:
        return QuestionWithdrawn(**self.about, withdrawn_at=START, withdrawal=Withdrawal())

    def rerouted(self, lead: str, *contributors: str) -> CaseReroutedByHand:
        return CaseReroutedByHand(**self.about, rerouted_at=START, route=_route(lead, contributors))

    def confirmed(self, lead: str, *contributors: str) -> CaseRouteConfirmed:
        return CaseRouteConfirmed(**self.about, confirmed_at=START, route=_route(lead, contributors))

    def erased(self) -> CaseErased:
        return CaseErased(**self.about, erased_at=START)


def _route(lead: str, contributors: tuple[str, ...]) -> HandMadeRoute:
    return HandMadeRoute(lead=lead, contributors=contributors, reason="Een reden.", officer="front-office")
