"""Which role may do what to a case or a contribution request it may see."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from loket_backoffice.domain.access import DEPARTMENT_ROLES, Sight, is_own, require_request, require_sight, sight_of
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.case_states import WORKABLE, CaseState, state_of
from loket_backoffice.domain.contributions import Request, RequestAct
from loket_backoffice.domain.refusals import not_yours, wrong_state
from loket_shared.principal import Principal, Role


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
