"""The case on one page."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Query, Response

from loket_backoffice.domain.routes import FRONT_OFFICE_CODE
from loket_backoffice.handlers.add_note import NoteBody, add_note_to_case
from loket_backoffice.handlers.answer_steps import (
    AnswerRemarkBody,
    approve_answer,
    return_answer,
    submit_answer,
    write_answer_draft,
)
from loket_backoffice.handlers.bodies import AssignmentBody, CaseReasonBody, TextBody, VersionedBody
from loket_backoffice.handlers.case_steps import ask_asker, assign_case, close_case, reopen_case, tell_by_telephone
from loket_backoffice.handlers.contribution_requests import DepartmentBody, ask_department_by_hand
from loket_backoffice.handlers.read_cases import lock_case_versions, read_case, read_case_actions
from loket_backoffice.handlers.route_steps import (
    ConfirmationBody,
    RouteBody,
    accept_proposal,
    confirm_route,
    make_case_urgent,
    refuse_proposal,
    reroute_case,
)
from loket_backoffice.pages.page_context import PageContext, PageContextDep
from loket_backoffice.views.case_view import CaseView
from loket_backoffice.views.routing_view import ChoiceView
from loket_shared.contracts.texts import Language
from loket_shared.field_errors import FieldName, FieldNames
from loket_shared.http.content_negotiation import language_of
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import (
    FormAction,
    FormActions,
    RefusedForm,
    Versions,
    redirect_with_unsent,
    still_typed,
)
from loket_shared.web.unsent_forms import unsent_on

router = APIRouter()


@router.get("/zaken/{reference}")
async def show(context: PageContextDep, reference: str, choice: Annotated[int, Query(alias="keuze")] = 0) -> Response:
    """Show the case, each part only to those who may see it.

    ``choice``: the rank (from 1) of the route to put into the form for another route.
    """
    return await _page(context, reference, still_typed(await unsent_on(context.request)), choice)


@router.post("/zaken/{reference}", max_body_size=LONG_TEXTS_BYTES)
async def act(context: PageContextDep, reference: str) -> Response:
    """Carry out a form of the page; if it is refused, show the reason and keep the typed text."""
    done = await CASE_ACTIONS.dispatch(context, reference)
    if isinstance(done, RefusedForm):
        return await _page(context, reference, done)
    return await redirect_with_unsent(context, f"/zaken/{reference}", done)


async def _page(context: PageContext, reference: str, refused: RefusedForm, choice: int = 0) -> Response:
    async with context.work() as work:
        case = await read_case(work, context.principal, reference)
        allowed = await read_case_actions(work, context.principal, reference)
    chosen = _chosen(case, choice)
    forms = CASE_ACTIONS.shown(refused, _filled(case))
    if chosen:
        typed = {name: each for name, each in refused.form.values.items() if name == "route-reason" and any(each)}
        forms["form"] = forms["form"].with_values({**_route_of(chosen, language_of(context.request)), **typed})
    return context.page("case.html", refused.status, case=case, allowed=allowed, chosen=chosen is not None, **forms)


def _filled(case: CaseView) -> dict[str, str | Iterable[str]]:
    """Return the fields that are filled in beforehand."""
    return {
        "write-answer-text": case.answer.draft or "" if case.answer else "",
        "route-lead": case.lead or FRONT_OFFICE_CODE,
        "route-contributors": case.contributors,
    }


def _chosen(case: CaseView, choice: int) -> ChoiceView | None:
    ranking = case.routing.ranking if case.routing else ()
    return ranking[choice - 1] if 1 <= choice <= len(ranking) else None


def _route_of(chosen: ChoiceView, language: Language) -> dict[str, str | Iterable[str]]:
    return {
        "route-lead": chosen.lead or FRONT_OFFICE_CODE,
        "route-contributors": chosen.contributors,
        "route-reason": chosen.reason.in_language(language),
    }


async def _write_and_submit(work: UnitOfWork, principal: Principal, reference: str, body: TextBody) -> None:
    """Submit the answer with the text of the form, so that no typed text is lost."""
    case = await write_answer_draft(work, principal, reference, body.text, body.version)
    await submit_answer(work, principal, reference, case.answer.version if case.answer else None)


async def _versions(work: UnitOfWork, principal: Principal, reference: str) -> Versions:
    case, answer = await lock_case_versions(work, principal, reference)
    return dict.fromkeys(_ON_THE_CASE, case) | dict.fromkeys(_ON_THE_ANSWER, answer)


_ON_THE_ANSWER = ("write-answer", "approve-answer", "return-answer")
_ON_THE_CASE = ("ask-department", "ask-asker", "route", "make-urgent", "confirm-route", "refuse-proposal", "reopen")

_REMARK_FOR_CLEARED = FieldName("de opmerking voor wie alles mag weten", "the remark for cleared colleagues")

CASE_FIELDS: FieldNames = {
    "write-answer-text": FieldName("het concept van het antwoord", "the draft of the answer"),
    "return-answer-remark": FieldName("wat er anders moet aan het antwoord", "what has to change in the answer"),
    "return-answer-remarkForCleared": _REMARK_FOR_CLEARED,
    "ask-asker-text": FieldName("uw vraag aan de indiener", "your question to the asker"),
    "ask-department-department": FieldName("het departement", "the department", chosen=True),
    "ask-department-question": FieldName("uw vraag aan het departement", "your question to the department"),
    "refuse-proposal-reason": FieldName("de reden bij de voorgestelde route", "the reason for the proposed route"),
    "refuse-proposal-remarkForCleared": _REMARK_FOR_CLEARED,
    "route-lead": FieldName("wie penvoerder is", "who leads", chosen=True),
    "route-contributors": FieldName("wie bijdraagt", "who contributes", chosen=True),
    "route-reason": FieldName("de reden van de nieuwe route", "the reason for the new route"),
    "route-remarkForCleared": _REMARK_FOR_CLEARED,
    "note-text": FieldName("de notitie", "the note"),
    "confirm-route-reason": FieldName("de reden bij de bevestigde route", "the reason for the confirmed route"),
    "confirm-route-remarkForCleared": _REMARK_FOR_CLEARED,
    "make-urgent-reason": FieldName("de reden om de zaak spoed te geven", "the reason to make the case urgent"),
    "make-urgent-remarkForCleared": _REMARK_FOR_CLEARED,
    "reopen-reason": FieldName("de reden om te heropenen", "the reason to reopen"),
    "reopen-remarkForCleared": _REMARK_FOR_CLEARED,
}
"""The names of fields in sentences about them, in the order of the page."""

CASE_ACTIONS: FormActions[str] = FormActions(
    {
        "assign": FormAction(
            AssignmentBody, lambda w, principal, ref, b: assign_case(w, principal, ref, principal.subject, b.version)
        ),
        "ask-department": FormAction(
            DepartmentBody,
            lambda w, principal, ref, b: ask_department_by_hand(
                w, principal, ref, b.department, b.question, urgent=b.urgent, expected_version=b.version
            ),
        ),
        "ask-asker": FormAction(TextBody, lambda w, principal, ref, b: ask_asker(w, principal, ref, b.text, b.version)),
        "tell-by-telephone": FormAction(
            VersionedBody, lambda w, principal, ref, b: tell_by_telephone(w, principal, ref, b.version)
        ),
        "note": FormAction(
            NoteBody,
            lambda w, principal, ref, b: add_note_to_case(w, principal, ref, b.text, for_cleared=b.for_cleared),
        ),
        "route": FormAction(
            RouteBody,
            lambda w, principal, ref, b: reroute_case(
                w, principal, ref, b.lead, b.contributors, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
        "make-urgent": FormAction(
            CaseReasonBody,
            lambda w, principal, ref, b: make_case_urgent(
                w, principal, ref, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
        "confirm-route": FormAction(
            ConfirmationBody,
            lambda w, principal, ref, b: confirm_route(
                w, principal, ref, b.version, b.reason or "", for_cleared=b.remark_for_cleared
            ),
        ),
        "accept-proposal": FormAction(
            CaseReasonBody,
            lambda w, principal, ref, b: accept_proposal(
                w, principal, ref, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
            shares="refuse-proposal",
        ),
        "refuse-proposal": FormAction(
            CaseReasonBody,
            lambda w, principal, ref, b: refuse_proposal(
                w, principal, ref, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
        "write-answer": FormAction(
            TextBody, lambda w, principal, ref, b: write_answer_draft(w, principal, ref, b.text, b.version)
        ),
        "submit-answer": FormAction(TextBody, _write_and_submit, shares="write-answer"),
        "approve-answer": FormAction(
            VersionedBody, lambda w, principal, ref, b: approve_answer(w, principal, ref, b.version)
        ),
        "return-answer": FormAction(
            AnswerRemarkBody,
            lambda w, principal, ref, b: return_answer(
                w, principal, ref, b.remark, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
        "close": FormAction(VersionedBody, lambda w, principal, ref, b: close_case(w, principal, ref, b.version)),
        "reopen": FormAction(
            CaseReasonBody,
            lambda w, principal, ref, b: reopen_case(
                w, principal, ref, b.reason, b.version, for_cleared=b.remark_for_cleared
            ),
        ),
    },
    _versions,
    names=CASE_FIELDS,
)
"""The forms by the name of their button, with the same bodies and use cases as the API."""
