"""What a reader could do now. Nothing is decided here: each act is tried on the domain, which says yes or refuses."""

from collections.abc import Callable
from enum import StrEnum
from functools import partial

from loket_backoffice.domain.answers import Answer
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.contributions import Request, RequestAct
from loket_backoffice.domain.permissions import CaseAct, require_case_act, require_notes, require_request_act
from loket_backoffice.domain.priority import can_become_urgent
from loket_backoffice.domain.reaching_the_asker import unreached
from loket_backoffice.domain.route_in_force import proposal, unconfirmed
from loket_shared.failures import DomainError
from loket_shared.principal import Principal


class NoteAct(StrEnum):
    """What everybody who works on a case can do, at any time."""

    NOTE = "note"


def possible_on_case(reader: Principal, case: CaseFile, answer: Answer) -> frozenset[str]:
    """Return the acts on the case and its answer that would not be refused to ``reader`` for who or when it is."""
    answering: dict[CaseAct, Callable[[], object]] = {
        CaseAct.WRITE_ANSWER: lambda: answer.write(reader.subject),
        CaseAct.SUBMIT_ANSWER: lambda: _submit(reader, case, answer),
        CaseAct.JUDGE_ANSWER: lambda: answer.approve(reader.subject),
    }
    allowed: set[str] = {act for act in CaseAct if _goes(partial(require_case_act, reader, act, case))}
    allowed -= {act for act, step in answering.items() if act in allowed and not _goes(step)}
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
    if _goes(partial(require_notes, reader, case)):
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
        if _goes(partial(require_request_act, reader, act, case, request)) and _goes(step)
    )


def _submit(reader: Principal, case: CaseFile, answer: Answer) -> Answer:
    """Submit what the reader has written last."""
    written = answer.write(reader.subject)
    return written.submit(reader.subject, cleared=reader.cleared, departments_took_part=case.departments_took_part)


def _goes(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except DomainError:
        return False
    return True
