"""A question as the API shows it."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field

from loket_intake.domain.outline import Outline
from loket_intake.domain.question import Question
from loket_intake.domain.status import Status
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Kind, Partner
from loket_shared.contracts.texts import BilingualText


class PromiseOut(WireModel):
    """What the asker may expect next, and when it is due; ``due`` is null where no date can be promised."""

    text: BilingualText
    due: datetime | None


class EntryOut(WireModel):
    """One line of the timeline."""

    time: datetime
    text: BilingualText


class MessageOut(WireModel):
    """One thing that was said."""

    time: datetime
    side: Literal["asker", "desk"] = Field(alias="from")
    text: str


class AnswerOut(WireModel):
    """The desk's answer."""

    text: str
    answered_at: datetime


class OutlineOut(WireModel):
    """What a coordinator sees of another's question."""

    reference: str
    topics: tuple[str, ...]
    status: Status
    submitted_at: datetime

    @classmethod
    def of(cls, outline: Outline) -> Self:
        """Return ``outline`` as the API shows it."""
        return cls(
            reference=outline.reference,
            topics=outline.topics,
            status=outline.status,
            submitted_at=outline.submitted_at,
        )


class QuestionOut(WireModel):
    """A question as its own asker sees it."""

    reference: str
    kind: Kind
    topics: tuple[str, ...]
    subject: str
    description: str
    fields: tuple[str, ...]
    countries: tuple[str, ...]
    partners: tuple[Partner, ...]
    needed_by: date | None
    consent_to_share: bool
    status: Status
    submitted_at: datetime
    promise: PromiseOut
    timeline: tuple[EntryOut, ...]
    messages: tuple[MessageOut, ...]
    answer: AnswerOut | None

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return ``question`` as the API shows it."""
        content, promise, answer = question.content, question.promise, question.answer
        return cls(
            reference=question.reference,
            kind=content.kind,
            topics=content.topics,
            subject=content.subject,
            description=content.description,
            fields=content.fields,
            countries=content.countries,
            partners=content.partners,
            needed_by=content.needed_by,
            consent_to_share=question.consent_to_share,
            status=question.status,
            submitted_at=question.submitted_at,
            promise=PromiseOut(text=promise.text, due=promise.due),
            timeline=tuple(EntryOut(time=entry.time, text=entry.text) for entry in question.timeline),
            messages=tuple(MessageOut(time=said.time, side=said.side, text=said.text) for said in question.messages),
            answer=AnswerOut(text=answer.text, answered_at=answer.answered_at) if answer else None,
        )


def shown(found: Question | Outline) -> QuestionOut | OutlineOut:
    """Return what somebody sees of a question as the API shows it."""
    return QuestionOut.of(found) if isinstance(found, Question) else OutlineOut.of(found)
