"""What the forms on the page of a contribution request do."""

from uuid import UUID

from loket_backoffice.api.bodies import AssignmentBody, DraftBody, ReasonBody, RemarkBody
from loket_backoffice.api.seen import Versioned
from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.contribution_steps import (
    assign_contribution,
    decline_contribution,
    release_contribution,
    return_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.handlers.read_request import lock_request_version
from loket_backoffice.pages.field_names import REQUEST_FIELDS
from loket_backoffice.views.request_view import RequestWithQuestion
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal
from loket_shared.web.acts import Act, Acts, Versions


async def _write(work: UnitOfWork, author: Principal, request_id: UUID, body: DraftBody) -> RequestWithQuestion:
    text = ContributionText(text=body.text, background=body.background)
    return await write_draft(work, author, request_id, text, body.version)


async def _write_and_submit(work: UnitOfWork, author: Principal, request_id: UUID, body: DraftBody) -> None:
    """Submit the contribution as it stands in the form, so that nothing typed stays behind."""
    written = await _write(work, author, request_id, body)
    await submit_contribution(work, author, request_id, written.version)


async def _versions(work: UnitOfWork, member: Principal, request_id: UUID) -> Versions:
    return dict.fromkeys(("write", "return", "decline"), await lock_request_version(work, member, request_id))


REQUEST_ACTS: Acts[UUID] = Acts(
    {
        "assign": Act(AssignmentBody, lambda w, who, id, b: assign_contribution(w, who, id, who.subject, b.version)),
        "write": Act(DraftBody, _write),
        "submit": Act(DraftBody, _write_and_submit, shares="write"),
        "release": Act(Versioned, lambda w, who, id, b: release_contribution(w, who, id, b.version)),
        "return": Act(RemarkBody, lambda w, who, id, b: return_contribution(w, who, id, b.remark, b.version)),
        "decline": Act(ReasonBody, lambda w, who, id, b: decline_contribution(w, who, id, b.reason, b.version)),
    },
    _versions,
    names=REQUEST_FIELDS,
)
"""By the name of the form's button: the same bodies and use cases as the API."""
