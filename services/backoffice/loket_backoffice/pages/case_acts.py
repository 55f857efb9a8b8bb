"""What the forms on the page of a case do."""

from loket_backoffice.api.bodies import (
    AnswerRemarkBody,
    AssignmentBody,
    CaseReasonBody,
    ConfirmationBody,
    DepartmentBody,
    NoteBody,
    RouteBody,
    TextBody,
)
from loket_backoffice.api.seen import Versioned
from loket_backoffice.handlers.add_note import add_note_to_case
from loket_backoffice.handlers.answer_steps import approve_answer, return_answer, submit_answer, write_answer_draft
from loket_backoffice.handlers.case_steps import ask_asker, assign_case, close_case, reopen_case, tell_by_telephone
from loket_backoffice.handlers.read_case import lock_case_versions
from loket_backoffice.handlers.route_steps import (
    accept_proposal,
    ask_department_by_hand,
    confirm_route,
    make_case_urgent,
    refuse_proposal,
    reroute_case,
)
from loket_backoffice.pages.field_names import CASE_FIELDS
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal
from loket_shared.web.acts import Act, Acts, Versions


async def _write_and_submit(work: UnitOfWork, officer: Principal, reference: str, body: TextBody) -> None:
    """Submit the answer as it stands in the form, so that nothing typed stays behind."""
    case = await write_answer_draft(work, officer, reference, body.text, body.version)
    await submit_answer(work, officer, reference, case.answer.version if case.answer else None)


async def _versions(work: UnitOfWork, officer: Principal, reference: str) -> Versions:
    case, answer = await lock_case_versions(work, officer, reference)
    return dict.fromkeys(_ON_THE_CASE, case) | dict.fromkeys(_ON_THE_ANSWER, answer)


_ON_THE_ANSWER = ("write-answer", "approve-answer", "return-answer")
_ON_THE_CASE = ("ask-department", "ask-asker", "route", "make-urgent", "confirm-route", "refuse-proposal", "reopen")

CASE_ACTS: Acts[str] = Acts(
    {
        "assign": Act(AssignmentBody, lambda w, who, ref, b: assign_case(w, who, ref, who.subject, b.version)),
        "ask-department": Act(
            DepartmentBody,
            lambda w, who, ref, b: ask_department_by_hand(
                w, who, ref, b.department, b.question, urgent=b.urgent, seen=b.version
            ),
        ),
        "ask-asker": Act(TextBody, lambda w, who, ref, b: ask_asker(w, who, ref, b.text, b.version)),
        "tell-by-telephone": Act(Versioned, lambda w, who, ref, b: tell_by_telephone(w, who, ref, b.version)),
        "note": Act(NoteBody, lambda w, who, ref, b: add_note_to_case(w, who, ref, b.text, for_cleared=b.for_cleared)),
        "route": Act(
            RouteBody,
            lambda w, who, ref, b: reroute_case(
                w, who, ref, b.lead, b.contributors, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
        "make-urgent": Act(
            CaseReasonBody,
            lambda w, who, ref, b: make_case_urgent(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
        ),
        "confirm-route": Act(
            ConfirmationBody,
            lambda w, who, ref, b: confirm_route(
                w, who, ref, b.version, b.reason or "", for_cleared=b.remark_for_cleared
            ),
        ),
        "accept-proposal": Act(
            CaseReasonBody,
            lambda w, who, ref, b: accept_proposal(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
            shares="refuse-proposal",
        ),
        "refuse-proposal": Act(
            CaseReasonBody,
            lambda w, who, ref, b: refuse_proposal(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
        ),
        "write-answer": Act(TextBody, lambda w, who, ref, b: write_answer_draft(w, who, ref, b.text, b.version)),
        "submit-answer": Act(TextBody, _write_and_submit, shares="write-answer"),
        "approve-answer": Act(Versioned, lambda w, who, ref, b: approve_answer(w, who, ref, b.version)),
        "return-answer": Act(
            AnswerRemarkBody,
            lambda w, who, ref, b: return_answer(w, who, ref, b.remark, b.version, for_cleared=b.remark_for_cleared),
        ),
        "close": Act(Versioned, lambda w, who, ref, b: close_case(w, who, ref, b.version)),
        "reopen": Act(
            CaseReasonBody,
            lambda w, who, ref, b: reopen_case(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
        ),
    },
    _versions,
    names=CASE_FIELDS,
)
"""By the name of the form's button: the same bodies and use cases as the API."""
