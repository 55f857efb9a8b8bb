"""The promise to the asker: the next step and its deadline (docs/domain.md#service-levels)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import Enum, auto

from loket_intake.domain.facts import FactKind, QuestionFact, Status, in_order, status_of
from loket_shared.worktime import Calendar, add_working_time

FIRST_RESPONSE = timedelta(hours=16)
"""Working time: the published 48 hours on working days."""

_CALENDAR = Calendar()


class PromiseKind(Enum):
    """The kinds of promise; the last ones have no date."""

    FIRST_RESPONSE = auto()
    ANSWER = auto()
    FIRST_RESPONSE_AND_ANSWER = auto()
    RESPONSE_TO_MESSAGE = auto()
    IN_PROGRESS = auto()
    WAITING_FOR_ASKER = auto()
    LATE = auto()
    ANSWERED = auto()
    WITHDRAWN = auto()


@dataclass(frozen=True)
class Promise:
    """A promise and the moment it is due; None if no date can be promised.

    Only ``FIRST_RESPONSE_AND_ANSWER`` has a ``first_response``. ``by_ministries``: ministries look at the question.
    """

    kind: PromiseKind
    due: datetime | None = None
    first_response: datetime | None = None
    by_ministries: bool = False


def first_response_due(submitted_at: datetime) -> datetime:
    """Return the deadline of the first response, as promised at the submission."""
    return add_working_time(_CALENDAR, submitted_at, FIRST_RESPONSE)


def promise_of(first_response: datetime, facts: Iterable[QuestionFact], now: datetime) -> Promise:
    """Return the promise after ``facts``: it uses the back office's own deadlines, and none in the past.

    ``first_response`` was promised at the submission and counts until the desk responds.
    """
    history = in_order(facts)
    deadlines = _Deadlines(first_response)
    for fact in history:
        deadlines.apply(fact)
    match status_of(history):
        case Status.WAITING_FOR_YOU:
            return Promise(PromiseKind.WAITING_FOR_ASKER)
        case Status.ANSWERED | Status.CLOSED:
            response = deadlines.response
            return _by(PromiseKind.RESPONSE_TO_MESSAGE, response, now) if response else Promise(PromiseKind.ANSWERED)
        case Status.WITHDRAWN:
            return Promise(PromiseKind.WITHDRAWN)
        case _:
            return _while_open(deadlines, now)


class _Deadlines:
    """The deadlines in force after the facts that were applied."""

    def __init__(self, first_response: datetime) -> None:
        self.first: datetime | None = first_response
        self.answer: datetime | None = None
        self.response: datetime | None = None
        self.by_ministries = False

    def apply(self, fact: QuestionFact) -> None:
        match fact.kind:
            case FactKind.COORDINATION_STARTED:
                self.answer, self.by_ministries = fact.due, True
            case FactKind.ANSWER_DUE:
                self.answer = fact.due
            case FactKind.RESPONSE_DUE:
                self.response = fact.due
            case FactKind.INFORMATION_REQUESTED:
                self.first, self.answer = None, None
            case FactKind.ANSWERED | FactKind.CLOSED | FactKind.REOPENED | FactKind.WITHDRAWN:
                self.first, self.answer, self.response = None, None, None
            case _:
                pass


def _while_open(deadlines: _Deadlines, now: datetime) -> Promise:
    first, answer, by_ministries = deadlines.first, deadlines.answer, deadlines.by_ministries
    if answer is None:
        if first is None:
            return Promise(PromiseKind.IN_PROGRESS, by_ministries=by_ministries)
        return _by(PromiseKind.FIRST_RESPONSE, first, now)
    if first and first > now and answer > now:
        return Promise(PromiseKind.FIRST_RESPONSE_AND_ANSWER, answer, first, by_ministries)
    return replace(_by(PromiseKind.ANSWER, answer, now), by_ministries=by_ministries)


def _by(kind: PromiseKind, due: datetime, now: datetime) -> Promise:
    """Promise ``kind`` by ``due``; if that has passed, promise ``LATE``, without a date."""
    return Promise(kind, due) if due > now else Promise(PromiseKind.LATE)
