"""The forms on the page of a contribution request, with the use case of each."""

from uuid import UUID

from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.bodies import AssignmentBody, ReasonBody, RemarkBody, VersionedBody
from loket_backoffice.handlers.contribution_steps import (
    DraftBody,
    assign_contribution,
    decline_contribution,
    release_contribution,
    return_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.handlers.read_request import lock_request_version
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import FormAction, FormActions, Versions
from loket_shared.web.named_errors import FieldName, FieldNames


async def _write(work: UnitOfWork, principal: Principal, request_id: UUID, body: DraftBody) -> SingleRequestView:
    text = ContributionText(text=body.text, background=body.background)
    return await write_draft(work, principal, request_id, text, body.version)


async def _write_and_submit(work: UnitOfWork, principal: Principal, request_id: UUID, body: DraftBody) -> None:
    """Submit the contribution with the text of the form, so that no typed text is lost."""
    written = await _write(work, principal, request_id, body)
    await submit_contribution(work, principal, request_id, written.version)


async def _versions(work: UnitOfWork, principal: Principal, request_id: UUID) -> Versions:
    return dict.fromkeys(("write", "return", "decline"), await lock_request_version(work, principal, request_id))


REQUEST_FIELDS: FieldNames = {
    "write-text": FieldName("het concept van de bijdrage", "the draft of the contribution"),
    "write-background": FieldName("de achtergrond voor het loket", "the background for the front office"),
    "return-remark": FieldName("wat er anders moet", "what has to change"),
    "decline-reason": FieldName("waarom er geen bijdrage komt", "why there is no contribution"),
}
"""The names of fields in sentences about them, in the order of the page."""

REQUEST_ACTIONS: FormActions[UUID] = FormActions(
    {
        "assign": FormAction(
            AssignmentBody,
            lambda w, principal, id, b: assign_contribution(w, principal, id, principal.subject, b.version),
        ),
        "write": FormAction(DraftBody, _write),
        "submit": FormAction(DraftBody, _write_and_submit, shares="write"),
        "release": FormAction(
            VersionedBody, lambda w, principal, id, b: release_contribution(w, principal, id, b.version)
        ),
        "return": FormAction(
            RemarkBody, lambda w, principal, id, b: return_contribution(w, principal, id, b.remark, b.version)
        ),
        "decline": FormAction(
            ReasonBody, lambda w, principal, id, b: decline_contribution(w, principal, id, b.reason, b.version)
        ),
    },
    _versions,
    names=REQUEST_FIELDS,
)
"""The forms by the name of their button, with the same bodies and use cases as the API."""
