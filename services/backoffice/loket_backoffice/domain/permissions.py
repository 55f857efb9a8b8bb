"""The conditions of an action on a case or a contribution request: the reader's role, the state, and the version seen.

A change based on an earlier version is refused (an optimistic lock).
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import partial
from types import MappingProxyType

from loket_backoffice.domain.access import (
    DEPARTMENT_ROLES,
    Visibility,
    is_own,
    require_request,
    require_visible,
    visibility_of,
)
from loket_backoffice.domain.answers import DeskAnswer
from loket_backoffice.domain.asker_contact import unreached_messages
from loket_backoffice.domain.case import Case, open_facts, version_of
from loket_backoffice.domain.case_states import WORKABLE, CaseState, state_of
from loket_backoffice.domain.contributions import ContributionRequest, RequestAction
from loket_backoffice.domain.errors import not_yours, stale, wrong_state_error
from loket_backoffice.domain.facts import AnswerSubmitted, Supplemented
from loket_backoffice.domain.route_by_hand import may_become_urgent
from loket_backoffice.domain.route_in_force import open_proposal, unconfirmed_decision
from loket_backoffice.domain.timeline import sentence_of
from loket_shared.failures import DomainError
from loket_shared.principal import Principal, Role


class CaseAction(StrEnum):
    """The actions of the front office on a case."""

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
    REVIEW_ANSWER = "judge-answer"
    """Returns or approves it; notes keep the code."""
    CLOSE = "close"
    REOPEN = "reopen"


_ASKED = WORKABLE | {CaseState.ANSWER_IN_REVIEW, CaseState.ANSWERED, CaseState.REPLIED, CaseState.CLOSED}

STATES_OF_ACTIONS: Mapping[CaseAction, frozenset[CaseState]] = MappingProxyType(
    {
        CaseAction.ASSIGN: WORKABLE | {CaseState.ANSWER_IN_REVIEW, CaseState.ANSWERED, CaseState.REPLIED},
        CaseAction.ASK_DEPARTMENT: WORKABLE,
        CaseAction.ASK_ASKER: WORKABLE,
        CaseAction.TELL_BY_TELEPHONE: _ASKED,
        CaseAction.ROUTE: WORKABLE,
        CaseAction.MAKE_URGENT: WORKABLE,
        CaseAction.CONFIRM_ROUTE: WORKABLE,
        CaseAction.ACCEPT_PROPOSAL: WORKABLE,
        CaseAction.REFUSE_PROPOSAL: WORKABLE,
        CaseAction.WRITE_ANSWER: WORKABLE,
        CaseAction.SUBMIT_ANSWER: WORKABLE,
        CaseAction.REVIEW_ANSWER: frozenset({CaseState.ANSWER_IN_REVIEW}),
        CaseAction.CLOSE: frozenset({CaseState.ANSWERED, CaseState.REPLIED}),
        CaseAction.REOPEN: frozenset({CaseState.ANSWERED, CaseState.REPLIED, CaseState.CLOSED}),
    }
)

_APPROVER_ACTIONS = frozenset({RequestAction.RETURN, RequestAction.RELEASE, RequestAction.DECLINE})


def require_case_action(reader: Principal, action: CaseAction, case: Case | None) -> Case:
    """Return the case if the reader may take ``action`` on it now.

    Raises:
        NotFoundError: the case does not exist for this reader.
        ForbiddenError: the action belongs to the front office.
        ConflictError: the state does not allow it.
    """
    visible = require_visible(reader, case)
    if reader.role != Role.FRONT_OFFICE:
        raise not_yours()
    state = state_of(visible)
    if state not in STATES_OF_ACTIONS[action]:
        raise wrong_state_error(state)
    return visible


def require_request_action(
    reader: Principal, action: RequestAction, case: Case | None, request: ContributionRequest | None
) -> ContributionRequest:
    """Return the request if the reader may take ``action`` on it; the action itself checks the request's state.

    Raises:
        NotFoundError: the request does not exist for this reader.
        ForbiddenError: it is another department's, or the action belongs to the approver.
    """
    visible = require_request(reader, case, request)
    allowed = {Role.APPROVER} if action in _APPROVER_ACTIONS else DEPARTMENT_ROLES
    if not is_own(reader, visible) or reader.role not in allowed:
        raise not_yours()
    return visible


def require_notes(reader: Principal, case: Case | None) -> Case:
    """Return the case if the reader may keep notes on it: as front office, or as a department that takes part.

    Raises:
        NotFoundError: the case does not exist for this reader.
        ForbiddenError: the reader sees no content of it.
    """
    visible = require_visible(reader, case)
    if visibility_of(reader, visible) is not Visibility.CONTENT:
        raise not_yours()
    return visible


def require_case_version(case: Case, expected: int | None) -> None:
    """Refuse the change unless ``expected`` is the case's version, or None.

    Raises:
        ConflictError: the version is another; ``changes`` lists the events since.
    """
    version = version_of(case)
    if expected not in (None, version):
        since = list(open_facts(case))[max(expected or 0, 0) :]
        changes = [{"time": fact.at, "text": sentence_of(fact).model_dump()} for fact in since]
        raise stale({"version": version, "state": state_of(case), "changes": changes})


def require_answer_to_this_question(case: Case, answer: DeskAnswer, expected: int | None) -> None:
    """Refuse the approval unless ``expected`` is the answer's version, or None and the question did not change.

    A supplement changes the version of an answer that waits for approval.

    Raises:
        ConflictError: the version is another, or the asker added something; ``changes`` lists the additions.
    """
    added = [fact for fact in case.facts_since(AnswerSubmitted) if isinstance(fact, Supplemented)]
    if expected != answer.version and (added or expected is not None):
        changes = [{"time": fact.at, "text": sentence_of(fact).model_dump(), "message": fact.text} for fact in added]
        raise stale({"version": answer.version, "state": answer.state, "changes": changes})


def require_version(thing: ContributionRequest | DeskAnswer, expected: int | None) -> None:
    """Refuse the change unless ``expected`` is the version of the request or the answer, or None.

    Raises:
        ConflictError: the version is another.
    """
    if expected not in (None, thing.version):
        raise stale({"version": thing.version, "state": thing.state})


class NoteAction(StrEnum):
    """The action that everybody who works on a case may take at any time."""

    NOTE = "note"


def allowed_on_case(reader: Principal, case: Case, answer: DeskAnswer) -> frozenset[str]:
    """Return the actions on the case and its answer that ``reader`` may take now, by role and by state."""
    answering: dict[CaseAction, Callable[[], object]] = {
        CaseAction.WRITE_ANSWER: lambda: answer.write(reader.subject),
        CaseAction.SUBMIT_ANSWER: lambda: _write_and_submit(reader, case, answer),
        CaseAction.REVIEW_ANSWER: lambda: answer.approve(reader.subject),
    }
    allowed: set[str] = {
        action for action in CaseAction if _is_allowed(partial(require_case_action, reader, action, case))
    }
    allowed -= {action for action, step in answering.items() if action in allowed and not _is_allowed(step)}
    if unconfirmed_decision(case) is None:
        allowed.discard(CaseAction.CONFIRM_ROUTE)
    if open_proposal(case) is None:
        allowed -= {CaseAction.ACCEPT_PROPOSAL, CaseAction.REFUSE_PROPOSAL}
    if not unreached_messages(case):
        allowed.discard(CaseAction.TELL_BY_TELEPHONE)
    if not may_become_urgent(case):
        allowed.discard(CaseAction.MAKE_URGENT)
    if not case.consent:
        allowed.discard(CaseAction.ASK_DEPARTMENT)
    if _is_allowed(partial(require_notes, reader, case)):
        allowed.add(NoteAction.NOTE)
    return frozenset(allowed)


def allowed_on_request(reader: Principal, case: Case, request: ContributionRequest) -> frozenset[RequestAction]:
    """Return the actions on the request that ``reader`` may take now, by role and by state."""
    steps: dict[RequestAction, Callable[[], object]] = {
        RequestAction.ASSIGN: lambda: request.assign(reader.subject),
        RequestAction.WRITE: lambda: request.write(reader.subject),
        RequestAction.SUBMIT: lambda: request.write(reader.subject).submit(reader.subject),
        RequestAction.RETURN: lambda: request.send_back(reader.subject),
        RequestAction.RELEASE: lambda: request.release(reader.subject, request.requested_at),
        RequestAction.DECLINE: lambda: request.decline(request.requested_at),
    }
    return frozenset(
        action
        for action, step in steps.items()
        if _is_allowed(partial(require_request_action, reader, action, case, request)) and _is_allowed(step)
    )


def _write_and_submit(reader: Principal, case: Case, answer: DeskAnswer) -> DeskAnswer:
    """Write as the reader, then submit."""
    written = answer.write(reader.subject)
    return written.submit(reader.subject, cleared=reader.cleared, departments_took_part=case.departments_took_part)


def _is_allowed(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except DomainError:
        return False
    return True
