"""``/v1/gaps``: which events are missing and what waits for them; ``/v1/parked-records``: giving one of those up."""

from typing import Annotated

from fastapi import APIRouter

from loket_shared.bus.dead_letters.access import WITH_OWNER, is_covert, may_read, require_dead_letter_reader
from loket_shared.bus.dead_letters.actions import Reason, drop_with_reason
from loket_shared.bus.dead_letters.bodies import DecidedView, DecisionOutcome, ReasonText
from loket_shared.bus.gaps.view import GapPage, GapView
from loket_shared.bus.processor import InboxProcessor
from loket_shared.contracts.model import InputModel
from loket_shared.failures import NotFound
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.paging import PageRequest, page_of
from loket_shared.http.path_id import PathId
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.identity.principal import Role
from loket_shared.inbox.gaps import Gap, gaps
from loket_shared.inbox.parking import find_parked, list_parked

router = APIRouter(prefix="/v1", tags=["gaps"])

GapPageRequest = Annotated[PageRequest, page_of(str, str)]

SHOWN = 20
"""Records shown of each gap."""


class DropParkedBody(InputModel):
    """Says why a record is given up."""

    because: ReasonText


@router.get("/gaps")
async def open_gaps(principal: CurrentPrincipal, runtime: RuntimeDep, page: GapPageRequest) -> GapPage:
    """Return the gaps that the reader may see, in the order of their topics and keys."""
    require_dead_letter_reader(principal)
    seen, hidden, owner_of_record = list[GapView](), False, runtime.definition.owner_of_record
    async with runtime.unit_of_work() as work:
        for gap in await gaps(work.session, runtime.definition.group):
            records = await list_parked(work.session, runtime.definition.group, gap.topic, gap.key, SHOWN)
            owner = await owner_of_record(work, records[0].record) if records else None
            hidden = hidden or (principal.role == Role.OPERATOR and is_covert(owner))
            if may_read(principal, owner) and (page.after is None or _key(gap) > page.after):
                seen.append(GapView.of(gap, records))
    return GapPage(
        items=tuple(seen[: page.limit]),
        next=page.next_cursor([(view.topic, view.key) for view in seen]),
        with_owner=WITH_OWNER if hidden else None,
    )


@router.post("/parked-records/{id}/drop")
async def drop_parked_record(
    handle: PathId, body: DropParkedBody, principal: CurrentPrincipal, runtime: RuntimeDep
) -> DecidedView:
    """Give up a record that waits for its turn."""
    require_dead_letter_reader(principal)
    async with runtime.unit_of_work() as work:
        parked = await find_parked(work.session, runtime.definition.group, handle)
        if parked is None or not may_read(principal, await runtime.definition.owner_of_record(work, parked.record)):
            raise NotFound
    reason = Reason(body.because, runtime.definition.desk_compartment)
    await drop_with_reason(InboxProcessor.of(runtime), parked, principal, reason)
    return DecidedView(id=handle, outcome=DecisionOutcome.DROPPED)


def _key(gap: Gap) -> tuple[str, str]:
    return gap.topic, gap.key
