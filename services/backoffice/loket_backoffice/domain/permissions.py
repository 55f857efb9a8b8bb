"""Which role may do what to a case or a contribution request that it may see, and what a reader could do now."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from loket_backoffice.domain.access import DEPARTMENT_ROLES, Sight, is_own, require_request, require_sight, sight_of
from loket_backoffice.domain.answers import Answer
from loket_backoffice.domain.asker_contact import unreached
from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.case_states import WORKABLE, CaseState, state_of
from loket_backoffice.domain.contributions import Request, RequestAct
from loket_backoffice.domain.errors import not_yours, wrong_state
from loket_backoffice.domain.route_by_hand import can_become_urgent
from loket_backoffice.domain.route_in_force import proposal, unconfirmed
from loket_shared.failures import Refusal
from loket_shared.identity.principal import Principal, Role


class CaseAct(StrEnum):
    """What the front office can do to a case."""

    ASSIGN = "assign"
    ASK_DEPARTMENT = "ask-department"
    ASK_ASKER = "ask-asker"
    TELL_BY_TELEPHONE = "tell-by-telephone"
    ROUTE = "route"
    MAKE_URGENT = "make-urgent"
    CONFIRM_ROUTE = "confirm-route"
    ACCEPT_PROPOSAL = "accept-proposal"
    REFUSE_PROPOSAL = "refuse-proposal"
    WRITE_ANSWER = "write-answer"
    SUBMIT_ANSWER = "submit-answer"
    JUDGE_ANSWER = "judge-answer"
    CLOSE = "close"
    REOPEN = "reopen"


_ASKED = WORKABLE | {CaseState.ANSWER_IN_REVIEW, CaseState.ANSWERED, CaseState.REPLIED, CaseState.CLOSED}

STATES: Mapping[CaseAct, frozenset[CaseState]] = MappingProxyType(
    {
        CaseAct.ASSIGN: WORKABLE | {CaseState.ANSWER_IN_REVIEW, CaseState.ANSWERED, CaseState.REPLIED},
        CaseAct.ASK_DEPARTMENT: WORKABLE,
        CaseAct.ASK_ASKER: WORKABLE,
        CaseAct.TELL_BY_TELEPHONE: _ASKED,
        CaseAct.ROUTE: WORKABLE,
        CaseAct.MAKE_URGENT: WORKABLE,
        CaseAct.CONFIRM_ROUTE: WORKABLE,
        CaseAct.ACCEPT_PROPOSAL: WORKABLE,
        CaseAct.REFUSE_PROPOSAL: WORKABLE,
        CaseAct.WRITE_ANSWER: WORKABLE,
        CaseAct.SUBMIT_ANSWER: WORKABLE,
        CaseAct.JUDGE_ANSWER: frozenset({CaseState.ANSWER_IN_REVIEW}),
        CaseAct.CLOSE: frozenset({CaseState.ANSWERED, CaseState.REPLIED}),
        CaseAct.REOPEN: frozenset({CaseState.ANSWERED, CaseState.REPLIED, CaseState.CLOSED}),
    }
)

_APPROVERS_ACTS = frozenset({RequestAct.RETURN, RequestAct.RELEASE, RequestAct.DECLINE})


def require_case_act(reader: Principal, act: CaseAct, case: CaseFile | None) -> CaseFile:
    """Return the case where the reader may do ``act`` to it now.

    Raises:
        NotFound: the case does not exist for this reader.
        Forbidden: the act belongs to the front office.
        Conflict: the state does not allow it.
    """
    seen = require_sight(reader, case)
    if reader.role != Role.FRONT_OFFICE:
        raise not_yours()
    state = state_of(seen)
    if state not in STATES[act]:
        raise wrong_state(state)
    return seen


def require_request_act(reader: Principal, act: RequestAct, case: CaseFile | None, request: Request | None) -> Request:
    """Return the request where the reader may do ``act`` to it; its own state is judged by the act itself.

    Raises:
        NotFound: the request does not exist for this reader.
        Forbidden: it is another department's, or the act belongs to the approver.
    """
    seen = require_request(reader, case, request)
    allowed = {Role.APPROVER} if act in _APPROVERS_ACTS else DEPARTMENT_ROLES
    if not is_own(reader, seen) or reader.role not in allowed:
        raise not_yours()
    return seen


def require_notes(reader: Principal, case: CaseFile | None) -> CaseFile:
    """Return the case where the reader may keep notes on it: the front office and departments taking part.

    Raises:
        NotFound: the case does not exist for this reader.
        Forbidden: the reader sees no content of it.
    """
    seen = require_sight(reader, case)
    if sight_of(reader, seen) is not Sight.CONTENT:
        raise not_yours()
    return seen


class NoteAct(StrEnum):
    """What everybody who works on a case can do, at any time."""

    NOTE = "note"


def possible_on_case(reader: Principal, case: CaseFile, answer: Answer) -> frozenset[str]:
    """Return the acts on the case and its answer that would not be refused to ``reader`` for who or when it is."""
    answering: dict[CaseAct, Callable[[], object]] = {
        CaseAct.WRITE_ANSWER: lambda: answer.write(reader.subject),
        CaseAct.SUBMIT_ANSWER: lambda: _write_and_submit(reader, case, answer),
        CaseAct.JUDGE_ANSWER: lambda: answer.approve(reader.subject),
    }
    allowed: set[str] = {act for act in CaseAct if _is_allowed(partial(require_case_act, reader, act, case))}
    allowed -= {act for act, step in answering.items() if act in allowed and not _is_allowed(step)}
    if unconfirmed(case) is None:
        allowed.discard(CaseAct.CONFIRM_ROUTE)
    if proposal(case) is None:
        allowed -= {CaseAct.ACCEPT_PROPOSAL, CaseAct.REFUSE_PROPOSAL}
    if not unreached(case):
        allowed.discard(CaseAct.TELL_BY_TELEPHONE)
    if not can_become_urgent(case):
        allowed.discard(CaseAct.MAKE_URGENT)
    if not case.consent:
        allowed.discard(CaseAct.ASK_DEPARTMENT)
    if _is_allowed(partial(require_notes, reader, case)):
        allowed.add(NoteAct.NOTE)
    return frozenset(allowed)


def possible_on_request(reader: Principal, case: CaseFile, request: Request) -> frozenset[RequestAct]:
    """Return the acts on the request that would not be refused to ``reader`` for who or when it is."""
    steps: dict[RequestAct, Callable[[], object]] = {
        RequestAct.ASSIGN: lambda: request.assign(reader.subject),
        RequestAct.WRITE: lambda: request.write(reader.subject),
        RequestAct.SUBMIT: lambda: request.write(reader.subject).submit(reader.subject),
        RequestAct.RETURN: lambda: request.send_back(reader.subject),
        RequestAct.RELEASE: lambda: request.release(reader.subject, request.requested_at),
        RequestAct.DECLINE: lambda: request.decline(request.requested_at),
    }
    return frozenset(
        act
        for act, step in steps.items()
        if _is_allowed(partial(require_request_act, reader, act, case, request)) and _is_allowed(step)
    )


def _write_and_submit(reader: Principal, case: CaseFile, answer: Answer) -> Answer:
    """Submit what the reader has written last."""
    written = answer.write(reader.subject)
    return written.submit(reader.subject, cleared=reader.cleared, departments_took_part=case.departments_took_part)


def _is_allowed(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Refusal:
        return False
    return True
