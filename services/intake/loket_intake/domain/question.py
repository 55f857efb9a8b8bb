"""A question with its facts; its status, promise, messages and allowed actions follow from them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from types import MappingProxyType
from typing import Literal
from uuid import UUID

from loket_intake.domain.facts import OPEN_STATUSES, FactKind, QuestionFact, Status, in_order, status_of
from loket_intake.domain.service_promise import Promise, promise_of
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.failures import ConflictError

Side = Literal["asker", "desk"]

_SIDES: dict[FactKind, Side] = {FactKind.SUPPLEMENTED: "asker", FactKind.INFORMATION_REQUESTED: "desk"}
_DEADLINES = frozenset({FactKind.ANSWER_DUE, FactKind.RESPONSE_DUE})


@dataclass(frozen=True)
class Message:
    """One message between the asker and the desk."""

    time: datetime
    side: Side
    text: str


@dataclass(frozen=True)
class SentAnswer:
    """The desk's answer; it does not bind the institution."""

    text: str
    answered_at: datetime


@dataclass(frozen=True)
class TimelineEntry:
    """One line of the timeline; ``kind`` is None for the submission."""

    time: datetime
    kind: FactKind | None = None


@dataclass(frozen=True)
class QuestionMetadata:
    """A question without its content; a coordinator sees this part (access matrix, letter M)."""

    reference: str
    topics: tuple[str, ...]
    status: Status
    submitted_at: datetime


@dataclass(frozen=True)
class Question:
    """A question as it stood at ``seen_at``; ``first_response_due`` was promised at the submission."""

    id: UUID
    reference: str
    language: Language
    submitted_at: datetime
    first_response_due: datetime
    content: QuestionContent
    seen_at: datetime
    facts: tuple[QuestionFact, ...] = ()

    @cached_property
    def status(self) -> Status:
        """The status, derived from the facts."""
        return status_of(self.facts)

    @property
    def promise(self) -> Promise:
        """The promise of what happens next."""
        return promise_of(self.first_response_due, self.facts, self.seen_at)

    @property
    def timeline(self) -> list[TimelineEntry]:
        """The timeline, oldest first; it never says who takes part."""
        return timeline(self.submitted_at, self.facts)

    @property
    def messages(self) -> list[Message]:
        """The messages after the submission, oldest first."""
        return messages(self.facts)

    @property
    def answer(self) -> SentAnswer | None:
        """The answer in force: the last one if a case was reopened."""
        answers = [fact for fact in in_order(self.facts) if fact.kind is FactKind.ANSWERED]
        return SentAnswer(answers[-1].content.text or "", answers[-1].at) if answers else None

    @property
    def consent_to_share(self) -> bool:
        """The asker's last choice on sharing with departments."""
        choices = [fact.content.consent for fact in in_order(self.facts) if fact.content.consent is not None]
        return choices[-1] if choices else self.content.consent_to_share

    @property
    def has_feedback(self) -> bool:
        """Return whether the asker said if the answer helped."""
        return any(fact.kind is FactKind.FEEDBACK_GIVEN for fact in self.facts)

    @property
    def metadata(self) -> QuestionMetadata:
        """The question without its content."""
        return QuestionMetadata(self.reference, self.content.topics, self.status, self.submitted_at)


def is_incident_report(kind: str, topics: Iterable[str]) -> bool:
    """Return whether a submission reports an incident, by its kind or by one of its topics."""
    return kind == "incident" or "incident" in topics


def timeline(submitted_at: datetime, facts: Iterable[QuestionFact]) -> list[TimelineEntry]:
    """Return the submission and the facts after it, oldest first; a new deadline is no entry."""
    shown = (fact for fact in in_order(facts) if fact.kind not in _DEADLINES)
    return [TimelineEntry(submitted_at), *(TimelineEntry(fact.at, fact.kind) for fact in shown)]


def messages(facts: Iterable[QuestionFact]) -> list[Message]:
    """Return the messages among the facts, oldest first."""
    return [
        Message(fact.at, _SIDES[fact.kind], fact.content.text or "") for fact in in_order(facts) if fact.kind in _SIDES
    ]


class AskerAction(StrEnum):
    """An action on a question after its submission; the values stand in the audit trail."""

    SUPPLEMENT = "supplement"
    WITHDRAW = "withdraw"
    GIVE_FEEDBACK = "judge"


_ALLOWED: Mapping[AskerAction, frozenset[Status]] = MappingProxyType(
    {
        AskerAction.SUPPLEMENT: OPEN_STATUSES | {Status.ANSWERED},
        AskerAction.WITHDRAW: OPEN_STATUSES,
        AskerAction.GIVE_FEEDBACK: frozenset({Status.ANSWERED, Status.CLOSED}),
    }
)

_REFUSALS: Mapping[AskerAction, BilingualText] = MappingProxyType(
    {
        AskerAction.SUPPLEMENT: BilingualText(
            nl="Deze vraag is afgerond; u kunt er niets meer aan toevoegen.",
            en="This question is closed; nothing can be added to it.",
        ),
        AskerAction.WITHDRAW: BilingualText(
            nl="Deze vraag is al afgerond; u kunt hem niet meer intrekken.",
            en="This question is already finished; it can no longer be withdrawn.",
        ),
        AskerAction.GIVE_FEEDBACK: BilingualText(
            nl="U kunt eenmaal reageren op een antwoord, als het er is.",
            en="You can judge an answer once, when it is there.",
        ),
    }
)


def is_allowed(action: AskerAction, question: Question) -> bool:
    """Return whether the asker may take ``action`` now."""
    if action is AskerAction.GIVE_FEEDBACK and (question.answer is None or question.has_feedback):
        return False
    return question.status in _ALLOWED[action]


def require_allowed(action: AskerAction, question: Question) -> None:
    """Refuse an action that the asker may not take now.

    Raises:
        ConflictError: with the current status.
    """
    if not is_allowed(action, question):
        raise ConflictError("not-possible-now", _REFUSALS[action], {"status": question.status})
