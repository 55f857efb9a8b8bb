"""``/v1/gaps``: shows gaps and the records that wait for missing events, and drops such records; shows no content."""

from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import APIRouter

from loket_shared.bus.dead_letters.actions import Reason, drop_with_reason
from loket_shared.contracts.model import InputModel, WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import NotFoundError
from loket_shared.http.dead_letter_views import DecidedView, DecisionOutcome, ReasonText
from loket_shared.http.dependencies import PathId, RuntimeDep
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.paging import Page, PageRequest, page_of
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.inbox.gaps import Gap, gaps
from loket_shared.inbox.parking import Parked, find_parked, list_parked
from loket_shared.operations_access import WITH_OWNER, may_read, require_operations_reader
from loket_shared.principal import Role


class ParkedView(WireModel):
    """A record that waits for its turn; ``id`` is its id for dropping, ``eventId`` the id that its sender gave it."""

    id: UUID
    event_id: str
    source: str
    type: str
    sequence: int
    partition: int
    offset: int
    parked_at: datetime

    @classmethod
    def of(cls, parked: Parked) -> Self:
        """Return the view of a record that its reader may see."""
        record = parked.record
        kind = next((value for name, value in record.headers if name == "ce_type" and value), b"").decode()
        return cls(
            id=parked.handle,
            event_id=parked.event_id,
            source=parked.source,
            type=kind,
            sequence=parked.sequence,
            partition=record.partition,
            offset=record.offset,
            parked_at=parked.parked_at,
        )


class GapView(WireModel):
    """A gap: the events about ``reference`` from ``missingFrom`` on are missing, and later ones wait ``since`` that
    time.

    ``waiting`` is the number of waiting records; ``records`` are the first of them.
    """

    topic: str
    key: str
    reference: str
    missing_from: int
    since: datetime
    waiting: int
    records: tuple[ParkedView, ...]

    @classmethod
    def of(cls, gap: Gap, records: Iterable[Parked]) -> Self:
        """Return the view of a gap that its reader may see."""
        return cls(
            topic=gap.topic,
            key=gap.key,
            reference=gap.subject,
            missing_from=gap.last + 1,
            since=gap.since,
            waiting=gap.waiting,
            records=tuple(map(ParkedView.of, records)),
        )


class GapPage(Page[GapView]):
    """``withOwner`` is set if some gap is not for this reader; it says nothing more."""

    with_owner: BilingualText | None


router = APIRouter(prefix="/v1", tags=["gaps"], route_class=DirectRoute)

GapPageRequest = Annotated[PageRequest, page_of(str, str)]

SHOWN = 20
"""The number of records that are shown of each gap."""


class DropParkedBody(InputModel):
    """The reason for dropping a record."""

    because: ReasonText


@router.get("/gaps")
async def open_gaps(principal: CurrentPrincipal, runtime: RuntimeDep, page: GapPageRequest) -> GapPage:
    """Return the gaps that the reader may see, ordered by topic and key."""
    require_operations_reader(principal, runtime.definition.policy.covert)
    seen, hidden, owner_of_record = list[GapView](), False, runtime.definition.owner_of_record
    async with runtime.unit_of_work() as work:
        for gap in await gaps(work.session, runtime.definition.group):
            records = await list_parked(work.session, runtime.definition.group, gap.topic, gap.key, SHOWN)
            owner = await owner_of_record(work, records[0].record) if records else None
            hidden = hidden or (principal.role == Role.OPERATOR and owner in runtime.definition.policy.covert)
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
    """Drop a record that waits for its turn."""
    require_operations_reader(principal, runtime.definition.policy.covert)
    async with runtime.unit_of_work() as work:
        parked = await find_parked(work.session, runtime.definition.group, handle)
        if parked is None or not may_read(principal, await runtime.definition.owner_of_record(work, parked.record)):
            raise NotFoundError
    reason = Reason(body.because, runtime.definition.desk_compartment)
    await drop_with_reason(runtime.processor, parked, principal, reason)
    return DecidedView(id=handle, outcome=DecisionOutcome.DROPPED)


def _key(gap: Gap) -> tuple[str, str]:
    return gap.topic, gap.key
