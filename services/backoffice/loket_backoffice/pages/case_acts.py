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
from loket_backoffice.handlers.add_note_to_case import add_note_to_case
from loket_backoffice.handlers.approve_answer import approve_answer
from loket_backoffice.handlers.ask_asker import ask_asker
from loket_backoffice.handlers.ask_department_by_hand import ask_department_by_hand
from loket_backoffice.handlers.assign_case import assign_case
from loket_backoffice.handlers.close_case import close_case
from loket_backoffice.handlers.confirm_route import confirm_route
from loket_backoffice.handlers.judge_proposal import accept_proposal, refuse_proposal
from loket_backoffice.handlers.lock_versions import lock_case_versions
from loket_backoffice.handlers.make_case_urgent import make_case_urgent
from loket_backoffice.handlers.reopen_case import reopen_case
from loket_backoffice.handlers.reroute_case import reroute_case
from loket_backoffice.handlers.return_answer import return_answer
from loket_backoffice.handlers.submit_answer import submit_answer
from loket_backoffice.handlers.tell_by_telephone import tell_by_telephone
from loket_backoffice.handlers.write_answer_draft import write_answer_draft
from loket_backoffice.pages.field_names import CASE_FIELDS
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import FormAction, FormActions, Versions


async def _write_and_submit(work: UnitOfWork, officer: Principal, reference: str, body: TextBody) -> None:
    """Submit the answer as it stands in the form, so that nothing typed stays behind."""
    case = await write_answer_draft(work, officer, reference, body.text, body.version)
    await submit_answer(work, officer, reference, case.answer.version if case.answer else None)


async def _versions(work: UnitOfWork, officer: Principal, reference: str) -> Versions:
    case, answer = await lock_case_versions(work, officer, reference)
    return dict.fromkeys(_ON_THE_CASE, case) | dict.fromkeys(_ON_THE_ANSWER, answer)


_ON_THE_ANSWER = ("write-answer", "approve-answer", "return-answer")
_ON_THE_CASE = ("ask-department", "ask-asker", "route", "make-urgent", "confirm-route", "refuse-proposal", "reopen")

CASE_ACTS: FormActions[str] = FormActions(
    {
        "assign": FormAction(AssignmentBody, lambda w, who, ref, b: assign_case(w, who, ref, who.subject, b.version)),
        "ask-department": FormAction(
            DepartmentBody,
            lambda w, who, ref, b: ask_department_by_hand(
                w, who, ref, b.department, b.question, urgent=b.urgent, seen=b.version
            ),
        ),
        "ask-asker": FormAction(TextBody, lambda w, who, ref, b: ask_asker(w, who, ref, b.text, b.version)),
        "tell-by-telephone": FormAction(Versioned, lambda w, who, ref, b: tell_by_telephone(w, who, ref, b.version)),
        "note": FormAction(
            NoteBody, lambda w, who, ref, b: add_note_to_case(w, who, ref, b.text, for_cleared=b.for_cleared)
        ),
        "route": FormAction(
            RouteBody,
            lambda w, who, ref, b: reroute_case(
                w, who, ref, b.lead, b.contributors, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
        "make-urgent": FormAction(
            CaseReasonBody,
            lambda w, who, ref, b: make_case_urgent(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
        ),
        "confirm-route": FormAction(
            ConfirmationBody,
            lambda w, who, ref, b: confirm_route(
                w, who, ref, b.version, b.reason or "", for_cleared=b.remark_for_cleared
            ),
        ),
        "accept-proposal": FormAction(
            CaseReasonBody,
            lambda w, who, ref, b: accept_proposal(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
            shares="refuse-proposal",
        ),
        "refuse-proposal": FormAction(
            CaseReasonBody,
            lambda w, who, ref, b: refuse_proposal(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
        ),
        "write-answer": FormAction(TextBody, lambda w, who, ref, b: write_answer_draft(w, who, ref, b.text, b.version)),
        "submit-answer": FormAction(TextBody, _write_and_submit, shares="write-answer"),
        "approve-answer": FormAction(Versioned, lambda w, who, ref, b: approve_answer(w, who, ref, b.version)),
        "return-answer": FormAction(
            AnswerRemarkBody,
            lambda w, who, ref, b: return_answer(w, who, ref, b.remark, b.version, for_cleared=b.remark_for_cleared),
        ),
        "close": FormAction(Versioned, lambda w, who, ref, b: close_case(w, who, ref, b.version)),
        "reopen": FormAction(
            CaseReasonBody,
            lambda w, who, ref, b: reopen_case(w, who, ref, b.reason, b.version, for_cleared=b.remark_for_cleared),
        ),
    },
    _versions,
    names=CASE_FIELDS,
)
"""By the name of the form's button: the same bodies and use cases as the API."""
