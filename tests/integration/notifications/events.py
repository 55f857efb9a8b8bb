"""The events that the service hears, about one question or one request."""

from uuid import UUID, uuid4

from kit.service import START

from loket_shared.contracts.contribution_event import ContributionNotice
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_closed import CaseClosed
from loket_shared.contracts.events.cases_coordination_started import CaseCoordinationStarted
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.events.cases_information_requested import CaseInformationRequested
from loket_shared.contracts.events.contributions_requested import ContributionRequested
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import Asker, Recipient
from loket_shared.contracts.texts import Language

EMAIL = "canary-person@voorbeeldstad.example"


class QuestionEvents:
    """The events of one question."""

    def __init__(self, reference: str = "KV-2026-000123", language: Language = "nl") -> None:
        self.question_id = uuid4()
        self.reference = reference
        self.language = language

    def submitted(self, *emails: str) -> QuestionSubmitted:
        """Handed in, with these people to be told."""
        recipients = tuple(Recipient(name="Indiener", email=email) for email in emails or (EMAIL,))
        asker = Asker(subject="asker", name="Indiener", recipients=recipients)
        return QuestionSubmitted(
            question_id=self.question_id,
            reference=self.reference,
            submitted_at=START,
            language=self.language,
            number_of_files=0,
            asker=asker,
        )

    def information_requested(self) -> CaseInformationRequested:
        """The desk asks something back; what it asks is not for this service."""
        return CaseInformationRequested(question_id=self.question_id, reference=self.reference, requested_at=START)

    def coordination_started(self) -> CaseCoordinationStarted:
        """Departments take part."""
        return CaseCoordinationStarted(
            question_id=self.question_id, reference=self.reference, started_at=START, due=START
        )

    def answered(self) -> CaseAnswered:
        """The answer went out."""
        return CaseAnswered(question_id=self.question_id, reference=self.reference, answered_at=START)

    def closed(self) -> CaseClosed:
        """The case is closed."""
        return CaseClosed(question_id=self.question_id, reference=self.reference, closed_at=START)

    def erased(self) -> CaseErased:
        """The keys are destroyed."""
        return CaseErased(question_id=self.question_id, reference=self.reference, erased_at=START)

    def requested(self, department: str, request_id: UUID | None = None) -> ContributionRequested:
        """A department is asked; only the notice is for this service."""
        return ContributionRequested(
            request_id=request_id or uuid4(),
            due=START,
            notice=ContributionNotice(question_id=self.question_id, department=department),
        )

    def facts_of_the_case(self) -> list[QuestionEvent]:
        """The events of which the asker gets a mail, in the order in which the case goes."""
        return [self.information_requested(), self.coordination_started(), self.answered(), self.closed()]
