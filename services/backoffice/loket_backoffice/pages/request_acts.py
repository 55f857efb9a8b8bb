"""What the forms on the page of a contribution request do."""

from uuid import UUID

from loket_backoffice.api.bodies import AssignmentBody, DraftBody, ReasonBody, RemarkBody
from loket_backoffice.api.seen import Versioned
from loket_backoffice.domain.contribution_text import ContributionText
from loket_backoffice.handlers.assign_contribution import assign_contribution
from loket_backoffice.handlers.decline_contribution import decline_contribution
from loket_backoffice.handlers.lock_versions import lock_request_version
from loket_backoffice.handlers.release_contribution import release_contribution
from loket_backoffice.handlers.return_contribution import return_contribution
from loket_backoffice.handlers.submit_contribution import submit_contribution
from loket_backoffice.handlers.write_draft import write_draft
from loket_backoffice.pages.field_names import REQUEST_FIELDS
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork
from loket_shared.web.form_actions import FormAction, FormActions, Versions


async def _write(work: UnitOfWork, author: Principal, request_id: UUID, body: DraftBody) -> RequestWithQuestion:
    text = ContributionText(text=body.text, background=body.background)
    return await write_draft(work, author, request_id, text, body.version)


async def _write_and_submit(work: UnitOfWork, author: Principal, request_id: UUID, body: DraftBody) -> None:
    """Submit the contribution as it stands in the form, so that nothing typed stays behind."""
    written = await _write(work, author, request_id, body)
    await submit_contribution(work, author, request_id, written.version)


async def _versions(work: UnitOfWork, member: Principal, request_id: UUID) -> Versions:
    return dict.fromkeys(("write", "return", "decline"), await lock_request_version(work, member, request_id))


REQUEST_ACTS: FormActions[UUID] = FormActions(
    {
        "assign": FormAction(
            AssignmentBody, lambda w, who, id, b: assign_contribution(w, who, id, who.subject, b.version)
        ),
        "write": FormAction(DraftBody, _write),
        "submit": FormAction(DraftBody, _write_and_submit, shares="write"),
        "release": FormAction(Versioned, lambda w, who, id, b: release_contribution(w, who, id, b.version)),
        "return": FormAction(RemarkBody, lambda w, who, id, b: return_contribution(w, who, id, b.remark, b.version)),
        "decline": FormAction(ReasonBody, lambda w, who, id, b: decline_contribution(w, who, id, b.reason, b.version)),
    },
    _versions,
    names=REQUEST_FIELDS,
)
"""By the name of the form's button: the same bodies and use cases as the API."""
