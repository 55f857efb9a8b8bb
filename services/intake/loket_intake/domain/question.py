"""A question with everything that happened to it."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from loket_intake.domain.conversation import Message, SentAnswer, latest_answer, messages
from loket_intake.domain.facts import Fact, FactKind
from loket_intake.domain.promise import Promise, promise_of
from loket_intake.domain.status import Status, in_order, status_of
from loket_intake.domain.timeline import Entry, timeline
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import Language


@dataclass(frozen=True)
class Question:
    """One question as it stood ``seen_at`` a moment; ``first_response_due`` is what was promised when it came in."""

    id: UUID
    reference: str
    language: Language
    submitted_at: datetime
    first_response_due: datetime
    content: QuestionContent
    seen_at: datetime
    facts: tuple[Fact, ...] = ()

    @cached_property
    def status(self) -> Status:
        """Where the question stands."""
        return status_of(self.facts)

    @property
    def promise(self) -> Promise:
        """What the asker may expect next."""
        return promise_of(self.first_response_due, self.facts, self.seen_at)

    @property
    def timeline(self) -> list[Entry]:
        """The story so far."""
        return timeline(self.submitted_at, self.facts)

    @property
    def messages(self) -> list[Message]:
        """What was said after the submission."""
        return messages(self.facts)

    @property
    def answer(self) -> SentAnswer | None:
        """The answer in force, once there is one."""
        return latest_answer(self.facts)

    @property
    def consent_to_share(self) -> bool:
        """The asker's last word on sharing with departments."""
        words = [fact.said.consent for fact in in_order(self.facts) if fact.said.consent is not None]
        return words[-1] if words else self.content.consent_to_share

    @property
    def has_feedback(self) -> bool:
        """Whether the asker said if the answer helped."""
        return any(fact.kind is FactKind.FEEDBACK_GIVEN for fact in self.facts)
