"""The states of a case and their transitions. The state is derived from the facts; a stored state is an index only."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from loket_backoffice.domain.asker_contact import waiting_periods
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.facts import (
    Answered,
    AnswerReturned,
    AnswerSubmitted,
    Closed,
    Erased,
    InformationRequested,
    LeftUnrouted,
    Reopened,
    Withdrawn,
)
from loket_backoffice.domain.route_in_force import route_in_force, unconfirmed_decision


class CaseState(StrEnum):
    """The states of a case.

    ``EXPECTED``: there are facts, but the submission has not come. ``REPLIED``: the asker wrote after the answer.
    """

    EXPECTED = "expected"
    AWAITING_ROUTE = "awaiting-route"
    TRIAGE = "triage"
    CONFIRMATION = "confirmation"
    IN_PROGRESS = "in-progress"
    IN_COORDINATION = "in-coordination"
    WAITING_FOR_ASKER = "waiting-for-asker"
    ANSWER_IN_REVIEW = "answer-in-review"
    ANSWERED = "answered"
    REPLIED = "replied"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


_S = CaseState
_ENDS = frozenset({_S.WITHDRAWN, _S.ERASED})
OVER = _ENDS | {_S.CLOSED}
"""Nobody works on the case any more; these states hold ever more cases."""
NOT_OVER = frozenset(CaseState) - OVER

_BUSY = frozenset({_S.IN_PROGRESS, _S.IN_COORDINATION, _S.WAITING_FOR_ASKER, _S.ANSWER_IN_REVIEW})
_UNROUTED = frozenset({_S.AWAITING_ROUTE, _S.TRIAGE, _S.CONFIRMATION})

WORKABLE = _UNROUTED | _BUSY - {_S.ANSWER_IN_REVIEW}
"""The desk works on the question, and the answer is not with a second officer."""

NEXT: Mapping[CaseState, frozenset[CaseState]] = MappingProxyType(
    {
        _S.EXPECTED: WORKABLE | _ENDS,
        _S.AWAITING_ROUTE: _BUSY | _ENDS | {_S.TRIAGE, _S.CONFIRMATION},
        _S.TRIAGE: _BUSY | _ENDS | {_S.CONFIRMATION},
        _S.CONFIRMATION: _BUSY | _ENDS,
        _S.IN_PROGRESS: _BUSY | _ENDS,
        _S.IN_COORDINATION: _BUSY | _ENDS,
        _S.WAITING_FOR_ASKER: _BUSY | _UNROUTED | _ENDS,
        _S.ANSWER_IN_REVIEW: WORKABLE | _ENDS | {_S.ANSWERED},
        _S.ANSWERED: WORKABLE | _ENDS | {_S.CLOSED, _S.REPLIED},
        _S.REPLIED: WORKABLE | _ENDS | {_S.CLOSED},
        _S.CLOSED: WORKABLE | _ENDS | {_S.REPLIED},
        _S.WITHDRAWN: frozenset({_S.ERASED}),
        _S.ERASED: frozenset(),
    }
)


def state_of(case: Case) -> CaseState:
    """Derive the state from the recorded facts and requests.

    Only facts that every reader of the case may know count: covert requests never change the state.
    """
    return _ended(case) or _with_the_answer(case) or _waiting(case) or _on_its_way(case)


def _ended(case: Case) -> CaseState | None:
    if case.has_fact(Erased):
        return CaseState.ERASED
    if case.submitted is None:
        return CaseState.EXPECTED
    return CaseState.WITHDRAWN if is_withdrawn(case) else None


def is_withdrawn(case: Case) -> bool:
    """Return whether a withdrawal came while the question was open, by the times of the facts.

    A withdrawal that crosses the answer comes too late, as it does for the asker.
    """
    if not case.has_fact(Withdrawn):
        return False
    is_open = True
    for fact in sorted(case.facts, key=lambda fact: (fact.at, isinstance(fact, Withdrawn))):
        match fact:
            case Answered() | Closed():
                is_open = False
            case Reopened():
                is_open = True
            case Withdrawn() if is_open:
                return True
            case _:
                pass
    return False


def _with_the_answer(case: Case) -> CaseState | None:
    match case.last_fact(AnswerSubmitted, AnswerReturned, Answered, Closed, Reopened):
        case AnswerSubmitted():
            return CaseState.ANSWER_IN_REVIEW
        case Answered() | Closed() if case.replies:
            return CaseState.REPLIED
        case Answered():
            return CaseState.ANSWERED
        case Closed():
            return CaseState.CLOSED
        case _:
            return None


def _waiting(case: Case) -> CaseState | None:
    asked = case.has_fact(InformationRequested)
    return CaseState.WAITING_FOR_ASKER if asked and waiting_periods(case.facts).since else None


def _on_its_way(case: Case) -> CaseState:
    if route_in_force(case):
        open_work = any(not request.covert for request in case.outstanding)
        return CaseState.IN_COORDINATION if open_work else CaseState.IN_PROGRESS
    if unconfirmed_decision(case):
        return CaseState.CONFIRMATION
    return CaseState.TRIAGE if case.has_fact(LeftUnrouted) else CaseState.AWAITING_ROUTE
