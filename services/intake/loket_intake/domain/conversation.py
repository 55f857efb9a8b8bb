"""What the asker and the desk said to each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from loket_intake.domain.facts import FactKind, QuestionFact
from loket_intake.domain.status import in_order

Side = Literal["asker", "desk"]

_SIDES: dict[FactKind, Side] = {FactKind.SUPPLEMENTED: "asker", FactKind.INFORMATION_REQUESTED: "desk"}


@dataclass(frozen=True)
class Message:
    """One thing that was said."""

    time: datetime
    side: Side
    text: str


@dataclass(frozen=True)
class SentAnswer:
    """The desk's answer; it does not bind the institution."""

    text: str
    answered_at: datetime


def messages(facts: Iterable[QuestionFact]) -> list[Message]:
    """Return what was said, oldest first."""
    return [
        Message(fact.at, _SIDES[fact.kind], fact.said.text or "") for fact in in_order(facts) if fact.kind in _SIDES
    ]


def latest_answer(facts: Iterable[QuestionFact]) -> SentAnswer | None:
    """Return the answer in force: after a reopened case that is the last one given."""
    answers = [fact for fact in in_order(facts) if fact.kind is FactKind.ANSWERED]
    return SentAnswer(answers[-1].said.text or "", answers[-1].at) if answers else None
