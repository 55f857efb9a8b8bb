"""What a reader could do now. Nothing is decided here: each act is tried on the domain, which says yes or refuses."""

from collections.abc import Callable
from enum import StrEnum

from loket_backoffice.domain.answers import Answer
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.contributions import Request, RequestAct
from loket_backoffice.domain.permissions import CaseAct, require_case_act, require_notes, require_request_act
from loket_backoffice.domain.route_in_force import unconfirmed
from loket_shared.failures import Refusal
from loket_shared.identity.principal import Principal


class NoteAct(StrEnum):
    """What everybody who works on a case can do, at any time."""

    NOTE = "note"


def possible_on_case(reader: Principal, case: CaseFile, answer: Answer) -> frozenset[str]:
    """Return the acts on the case and its answer that would not be refused to ``reader`` for who or when it is."""
    allowed = {act for act in CaseAct if _goes(lambda act=act: require_case_act(reader, act, case))}  # type: ignore[misc]
    if unconfirmed(case) is None:
        allowed.discard(CaseAct.CONFIRM_ROUTE)
    if not case.consent:
        allowed.discard(CaseAct.ASK_DEPARTMENT)
    if not _goes(lambda: answer.write(reader.subject)):
        allowed.discard(CaseAct.WRITE_ANSWER)
    if not _goes(lambda: _submit(reader, case, answer)):
        allowed.discard(CaseAct.SUBMIT_ANSWER)
    if not _goes(lambda: answer.approve(reader.subject)):
        allowed.discard(CaseAct.JUDGE_ANSWER)
    notes = {NoteAct.NOTE} if _goes(lambda: require_notes(reader, case)) else set()
    return frozenset(allowed | notes)


def possible_on_request(reader: Principal, case: CaseFile, request: Request) -> frozenset[RequestAct]:
    """Return the acts on the request that would not be refused to ``reader`` for who or when it is."""
    steps: dict[RequestAct, Callable[[], object]] = {
        RequestAct.ASSIGN: lambda: request.assign(reader.subject),
        RequestAct.WRITE: lambda: request.write(reader.subject),
        RequestAct.SUBMIT: lambda: request.submit(reader.subject),
        RequestAct.RETURN: lambda: request.send_back(reader.subject),
        RequestAct.RELEASE: lambda: request.release(reader.subject, request.requested_at),
        RequestAct.DECLINE: lambda: request.decline(request.requested_at),
    }
    return frozenset(
        act
        for act, step in steps.items()
        if _goes(lambda act=act: require_request_act(reader, act, case, request)) and _goes(step)  # type: ignore[misc]
    )


def _submit(reader: Principal, case: CaseFile, answer: Answer) -> Answer:
    return answer.submit(reader.subject, cleared=reader.cleared, departments_took_part=case.departments_took_part)


def _goes(attempt: Callable[[], object]) -> bool:
    try:
        attempt()
    except Refusal:
        return False
    return True
