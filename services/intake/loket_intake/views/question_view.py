"""A question as the API shows it."""

from datetime import date, datetime
from typing import Literal, Self

from pydantic import Field

from loket_intake.domain.question import Question, QuestionMetadata
from loket_intake.domain.status import Status
from loket_intake.views.question_texts import promise_text, timeline_text
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Kind, Partner
from loket_shared.contracts.texts import BilingualText


class PromiseView(WireModel):
    """The promise to the asker and when it is due; ``due`` is null if no date can be promised."""

    text: BilingualText
    due: datetime | None


class TimelineEntryView(WireModel):
    """One line of the timeline."""

    time: datetime
    text: BilingualText


class MessageView(WireModel):
    """One message between the asker and the desk."""

    time: datetime
    side: Literal["asker", "desk"] = Field(alias="from")
    text: str


class AnswerView(WireModel):
    """The desk's answer."""

    text: str
    answered_at: datetime


class QuestionMetadataView(WireModel):
    """A question as the institution's coordinator sees it, without content."""

    reference: str
    topics: tuple[str, ...]
    status: Status
    submitted_at: datetime

    @classmethod
    def of(cls, metadata: QuestionMetadata) -> Self:
        """Return ``metadata`` as the API shows it."""
        return cls(
            reference=metadata.reference,
            topics=metadata.topics,
            status=metadata.status,
            submitted_at=metadata.submitted_at,
        )


class QuestionView(WireModel):
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
    promise: PromiseView
    timeline: tuple[TimelineEntryView, ...]
    messages: tuple[MessageView, ...]
    answer: AnswerView | None

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
            promise=PromiseView(text=promise_text(promise), due=promise.due),
            timeline=tuple(TimelineEntryView(time=each.time, text=timeline_text(each)) for each in question.timeline),
            messages=tuple(MessageView(time=each.time, side=each.side, text=each.text) for each in question.messages),
            answer=AnswerView(text=answer.text, answered_at=answer.answered_at) if answer else None,
        )


def view_of(found: Question | QuestionMetadata) -> QuestionView | QuestionMetadataView:
    """Return a question, or its metadata, as the API shows it."""
    return QuestionView.of(found) if isinstance(found, Question) else QuestionMetadataView.of(found)
