"""``/v1/cases``: queues, single cases, and the work of the front office on a case."""

from typing import Annotated

from fastapi import APIRouter, Query

from loket_backoffice.api.change_guards import IfMatch, Once
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.queues import Filter, Order, Queue
from loket_backoffice.handlers.add_note import NoteBody, add_note_to_case
from loket_backoffice.handlers.bodies import AssignmentBody, CaseReasonBody, TextBody, VersionedBody
from loket_backoffice.handlers.case_steps import ask_asker, assign_case, close_case, reopen_case, tell_by_telephone
from loket_backoffice.handlers.contribution_requests import DepartmentBody, ask_department_by_hand
from loket_backoffice.handlers.read_cases import CasePageRequest, list_case_page, read_case, read_clocks
from loket_backoffice.handlers.route_steps import (
    ConfirmationBody,
    PriorityBody,
    RouteBody,
    accept_proposal,
    confirm_route,
    make_case_urgent,
    refuse_proposal,
    reroute_case,
)
from loket_backoffice.views.case_summary import CaseSummaryView, view_of
from loket_backoffice.views.case_view import CaseView
from loket_backoffice.views.clock_view import ClockView
from loket_backoffice.views.request_view import SingleRequestView
from loket_shared.db.ids import random_id
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.paging import Page
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.timestamps import Moment

router = APIRouter(prefix="/v1/cases", tags=["cases"], route_class=DirectRoute)


@router.get("", response_model_exclude_unset=True)
async def list_cases(
    principal: CurrentPrincipal,
    runtime: RuntimeDep,
    page: CasePageRequest,
    queue: Queue = Queue.ALL,
    state: CaseState | None = None,
    reference: Annotated[str | None, Query(max_length=30)] = None,
    order: Order = Order.OPENED,
) -> Page[CaseSummaryView]:
    """Return the cases of a queue that the reader may see: opened last first, or the most urgent first.

    Urgency changes while one reads; who must meet every case once reads in the order of opening.
    """
    async with runtime.unit_of_work() as work:
        found = await list_case_page(work, principal, page, Filter(queue, state, reference, order))
    return Page[CaseSummaryView](items=tuple(map(view_of, found.cases)), next=found.next)


@router.get("/{reference}", response_model_exclude_unset=True)
async def case(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> CaseView:
    """Return the case, each part only for those who may see it."""
    async with runtime.unit_of_work() as work:
        return await read_case(work, principal, reference)


@router.get("/{reference}/clocks")
async def clocks(
    reference: str, principal: CurrentPrincipal, runtime: RuntimeDep, at: Moment | None = None
) -> tuple[ClockView, ...]:
    """Return the clocks of the case, as they stand or as they stood at ``at``."""
    async with runtime.unit_of_work() as work:
        return await read_clocks(work, principal, reference, at)


@router.post("/{reference}/assignments", response_model_exclude_unset=True)
async def assign(
    reference: str, body: AssignmentBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Take the case."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference, lambda work: assign_case(work, principal, reference, principal.subject, version)
        )


@router.post("/{reference}/contribution-requests", status_code=201, response_model_exclude_unset=True)
async def ask_department(
    reference: str, body: DepartmentBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> SingleRequestView:
    """Ask a department for its contribution."""
    request_id = random_id()
    with if_match.or_version_of(body) as version:
        return await once.on_request(
            request_id,
            lambda work: ask_department_by_hand(
                work,
                principal,
                reference,
                body.department,
                body.question,
                urgent=body.urgent,
                expected_version=version,
                request_id=request_id,
            ),
        )


@router.post(
    "/{reference}/information-requests",
    status_code=201,
    response_model_exclude_unset=True,
    max_body_size=LONG_TEXTS_BYTES,
)
async def ask_for_information(
    reference: str, body: TextBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Ask the asker for information."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(reference, lambda work: ask_asker(work, principal, reference, body.text, version))


@router.post("/{reference}/notes", status_code=201, response_model_exclude_unset=True, max_body_size=LONG_TEXTS_BYTES)
async def add_note(reference: str, body: NoteBody, principal: CurrentPrincipal, once: Once) -> CaseView:
    """Write a note for the reader's own compartment."""
    return await once.on_case(
        reference,
        lambda work: add_note_to_case(work, principal, reference, body.text, for_cleared=body.for_cleared),
    )


@router.post("/{reference}/telephone-calls", response_model_exclude_unset=True)
async def tell(
    reference: str, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: VersionedBody | None = None
) -> CaseView:
    """Record that the asker was told by telephone what no mail could."""
    with if_match.or_version_of(body or VersionedBody()) as version:
        return await once.on_case(reference, lambda work: tell_by_telephone(work, principal, reference, version))


@router.post("/{reference}/route", response_model_exclude_unset=True)
async def reroute(
    reference: str, body: RouteBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Choose who takes part."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference,
            lambda work: reroute_case(
                work,
                principal,
                reference,
                body.lead,
                body.contributors,
                body.reason,
                version,
                for_cleared=body.remark_for_cleared,
            ),
        )


@router.post("/{reference}/priority", response_model_exclude_unset=True)
async def hurry(
    reference: str, body: PriorityBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Make the case urgent, with every contribution request that still runs."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference,
            lambda work: make_case_urgent(
                work, principal, reference, body.reason, version, for_cleared=body.remark_for_cleared
            ),
        )


@router.post("/{reference}/route/confirmation", response_model_exclude_unset=True)
async def confirm(
    reference: str, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: ConfirmationBody | None = None
) -> CaseView:
    """Confirm the route that routing was not sure of."""
    given = body or ConfirmationBody()
    with if_match.or_version_of(given) as version:
        return await once.on_case(
            reference,
            lambda work: confirm_route(
                work, principal, reference, version, given.reason or "", for_cleared=given.remark_for_cleared
            ),
        )


@router.post("/{reference}/route/proposal/acceptance", response_model_exclude_unset=True)
async def accept(
    reference: str, body: CaseReasonBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Put the route in force that routing proposes after the work began."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference,
            lambda work: accept_proposal(
                work, principal, reference, body.reason, version, for_cleared=body.remark_for_cleared
            ),
        )


@router.post("/{reference}/route/proposal/refusal", response_model_exclude_unset=True)
async def refuse(
    reference: str, body: CaseReasonBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Keep the route as it is, against what routing proposes."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference,
            lambda work: refuse_proposal(
                work, principal, reference, body.reason, version, for_cleared=body.remark_for_cleared
            ),
        )


@router.post("/{reference}/closure", response_model_exclude_unset=True)
async def close(
    reference: str, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: VersionedBody | None = None
) -> CaseView:
    """Close the answered case."""
    with if_match.or_version_of(body or VersionedBody()) as version:
        return await once.on_case(reference, lambda work: close_case(work, principal, reference, version))


@router.post("/{reference}/reopening", response_model_exclude_unset=True)
async def reopen(
    reference: str, body: CaseReasonBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Take the answered or closed case up again."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference,
            lambda work: reopen_case(
                work, principal, reference, body.reason, version, for_cleared=body.remark_for_cleared
            ),
        )
