"""What a coordinator sees of an institution's question: reference, topic, state and times."""

from dataclasses import dataclass
from datetime import datetime

from loket_intake.domain.question import Question
from loket_intake.domain.status import Status


@dataclass(frozen=True)
class Outline:
    """A question without its content (access matrix, letter M)."""

    reference: str
    topics: tuple[str, ...]
    status: Status
    submitted_at: datetime


def outline_of(question: Question) -> Outline:
    """Return what may be seen of ``question`` without its content."""
    return Outline(question.reference, question.content.topics, question.status, question.submitted_at)
