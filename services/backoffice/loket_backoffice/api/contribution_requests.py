"""``/v1/contribution-requests/{id}``: a department's work; a request has its own address and version."""

from fastapi import APIRouter

from loket_backoffice.api.change_guards import IfMatch, Once
from loket_backoffice.domain.contributions import ContributionText
from loket_backoffice.handlers.bodies import AssignmentBody, ReasonBody, RemarkBody, VersionedBody
from loket_backoffice.handlers.contribution_requests import (
    DraftBody,
    assign_contribution,
    decline_contribution,
    read_request,
    release_contribution,
    return_contribution,
    submit_contribution,
    write_draft,
)
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.http.dependencies import PathId, RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.identity.tokens import CurrentPrincipal

router = APIRouter(prefix="/v1/contribution-requests/{id}", tags=["contribution requests"], route_class=DirectRoute)


@router.get("", response_model_exclude_unset=True)
async def contribution_request(
    request_id: PathId, principal: CurrentPrincipal, runtime: RuntimeDep
) -> SingleRequestView:
    """Return the request with the question it is about."""
    async with runtime.unit_of_work() as work:
        return await read_request(work, principal, request_id)


@router.post("/assignments", response_model_exclude_unset=True)
async def assign(
    request_id: PathId, body: AssignmentBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> SingleRequestView:
    """Take the work."""
    with if_match.or_version_of(body) as version:
        return await once.on_request(
            request_id,
            lambda work: assign_contribution(work, principal, request_id, principal.subject, version),
        )


@router.post("/drafts", status_code=201, response_model_exclude_unset=True, max_body_size=LONG_TEXTS_BYTES)
async def write(
    request_id: PathId, body: DraftBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> SingleRequestView:
    """Keep a draft of the contribution."""
    text = ContributionText(text=body.text, background=body.background)
    with if_match.or_version_of(body) as version:
        return await once.on_request(request_id, lambda work: write_draft(work, principal, request_id, text, version))


@router.post("/submission", response_model_exclude_unset=True)
async def submit(
    request_id: PathId, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: VersionedBody | None = None
) -> SingleRequestView:
    """Put the draft before the department's approver."""
    with if_match.or_version_of(body or VersionedBody()) as version:
        return await once.on_request(request_id, lambda work: submit_contribution(work, principal, request_id, version))


@router.post("/release", response_model_exclude_unset=True)
async def release(
    request_id: PathId, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: VersionedBody | None = None
) -> SingleRequestView:
    """Let the contribution leave the department."""
    with if_match.or_version_of(body or VersionedBody()) as version:
        return await once.on_request(
            request_id, lambda work: release_contribution(work, principal, request_id, version)
        )


@router.post("/return", response_model_exclude_unset=True)
async def send_back(
    request_id: PathId, body: RemarkBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> SingleRequestView:
    """Return the draft to its author."""
    with if_match.or_version_of(body) as version:
        return await once.on_request(
            request_id,
            lambda work: return_contribution(work, principal, request_id, body.remark, version),
        )


@router.post("/refusal", response_model_exclude_unset=True)
async def decline(
    request_id: PathId, body: ReasonBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> SingleRequestView:
    """Say that the department does not contribute, and why."""
    with if_match.or_version_of(body) as version:
        return await once.on_request(
            request_id,
            lambda work: decline_contribution(work, principal, request_id, body.reason, version),
        )
