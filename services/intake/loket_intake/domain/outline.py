"""What a coordinator sees of an institution's question: reference, topic, state and times."""

from dataclasses import dataclass
from datetime import datetime

from loket_intake.domain.question import Question
from loket_intake.domain.status import Status


@dataclass(frozen=True)
class QuestionMetadata:
    """A question without its content (access matrix, letter M)."""

    reference: str
    topics: tuple[str, ...]
    status: Status
    submitted_at: datetime


def metadata_of(question: Question) -> QuestionMetadata:
    """Return what may be seen of ``question`` without its content."""
    return QuestionMetadata(question.reference, question.content.topics, question.status, question.submitted_at)
