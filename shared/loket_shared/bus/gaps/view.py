"""A gap as it is shown: what is missing, and what waits for it; nothing of any content."""

from collections.abc import Iterable
from datetime import datetime
from typing import Self
from uuid import UUID

from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.http.paging import Page
from loket_shared.inbox.gaps import Gap
from loket_shared.inbox.parking import Parked


class ParkedView(WireModel):
    """A record that waits for its turn; ``id`` names it for dropping, ``eventId`` is what its sender calls it."""

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
    """Of the events about ``reference`` those from ``missingFrom`` on are missing, and later ones wait ``since``.

    ``waiting`` is how many; ``records`` are the first of them.
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
    """``withOwner`` says that some gap is not for this reader; nothing more."""

    with_owner: Text | None
