"""Processes the records that wait in all partitions of this member in one transaction (docs/architecture.md#inbox)."""

import asyncio
from collections import deque
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

import structlog
from opentelemetry.trace import Span

from loket_shared.broker.ports import Record
from loket_shared.bus.handlers import OpenedEvent
from loket_shared.bus.instrumentation import end_process_span, process_span
from loket_shared.bus.processor import InboxProcessor
from loket_shared.envelope import AuthenticityError, UnreadableRecordError
from loket_shared.failures import TransientError
from loket_shared.inbox.claim_together import Runs, TopicKey, claim_together, runs_of, scope_of
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)

MOST_RECORDS = 64
"""Records that a partition offers at once; a batch takes offers until it has as many."""

BATCH_SECONDS = 5.0
"""Seconds that a batch may take, and that records wait for the batch before theirs; then they go one by one."""


@dataclass
class _Offer:
    """Records of one partition; ``done`` holds the offsets of those that are processed."""

    records: Sequence[Record]
    taken: bool = False
    done: set[int] = field(default_factory=set)


class _Ready(NamedTuple):
    """An event that can join a batch, with the outcome that it then has."""

    received: ReceivedRecord
    outcome: Outcome
    opened: OpenedEvent | None


class BatchProcessor:
    """Processes together what has come in while the batch before was in work; on an idle desk a batch is one record.

    A batch that fails changes nothing. Its records are then processed one by one, so a record that fails holds up only
    its own key.
    """

    def __init__(self, single: InboxProcessor) -> None:
        self._single = single
        self._turn = asyncio.Lock()
        self._offers: deque[_Offer] = deque()

    async def process_together(self, records: Sequence[Record]) -> Collection[int]:
        """Process ``records`` of one partition, in one transaction with those that other partitions offer meanwhile.

        Returns the offsets of the processed records. The others, those that are not the next event of their key among
        them, must be processed one by one.
        """
        offer = _Offer(records)
        self._offers.append(offer)
        try:
            async with asyncio.timeout(BATCH_SECONDS):
                await self._turn.acquire()
        except (TimeoutError, asyncio.CancelledError) as failure:
            self._withdraw(offer)
            if isinstance(failure, asyncio.CancelledError):
                raise
            return offer.done
        try:
            if not offer.taken:
                await self._process(self._take_offers())
        finally:
            self._turn.release()
        return offer.done

    def _withdraw(self, offer: _Offer) -> None:
        if not offer.taken:
            self._offers.remove(offer)

    def _take_offers(self) -> list[_Offer]:
        taken: list[_Offer] = []
        while self._offers and sum(len(offer.records) for offer in taken) < MOST_RECORDS:
            offer = self._offers.popleft()
            offer.taken = True
            taken.append(offer)
        return taken

    async def _process(self, offers: Sequence[_Offer]) -> None:
        readable = [received for offer in offers for received in await self._readable(offer)]
        with suppress(TransientError):
            await self._single.dispatcher.fetch_keys(readable)
        ready = await asyncio.gather(*map(self._open, readable))
        of_partition = {(offer.records[0].topic, offer.records[0].partition): offer for offer in offers}
        for event in await self._process_runs(runs_of(event for event in ready if event is not None)):
            record = event.received.record
            of_partition[record.topic, record.partition].done.add(record.offset)

    async def _readable(self, offer: _Offer) -> list[ReceivedRecord]:
        """Return the events before the first record that is unreadable, without those that failed lately.

        A forged record becomes a dead letter only if the inbox does not have its id yet, so nothing after it is
        processed before it.
        """
        readable: list[ReceivedRecord] = []
        for record in offer.records:
            try:
                received = await self._single.identify(record)
            except (UnreadableRecordError, AuthenticityError, TransientError):
                break
            if not self._single.failures.is_failing(received):
                readable.append(received)
        return readable

    async def _open(self, received: ReceivedRecord) -> _Ready | None:
        """Open and prepare an event; return None if that fails, so that it goes by itself and fails there."""
        dispatcher = self._single.dispatcher
        try:
            return _Ready(received, dispatcher.expected(received), await dispatcher.open(received))
        except Exception as failure:
            _LOG.debug("event goes by itself", event_id=received.envelope.id, failure=type(failure).__name__)
            return None

    async def _process_runs(self, runs: Runs[_Ready]) -> Sequence[_Ready]:
        """Process the runs that can be claimed in one transaction; return their events, or none if anything failed."""
        if not runs:
            return ()
        events: list[_Ready] = []
        spans: list[Span] = []
        committed = False
        try:
            async with asyncio.timeout(BATCH_SECONDS), self._single.unit_of_work() as work:
                parked = await claim_together(work.transaction, self._single.group, runs)
                events = [event for scope in runs if scope in parked for event in runs[scope]]
                for event in events:
                    await self._handle(work, event, spans)
            committed = True
        except Exception as failure:
            _LOG.info("batch goes record by record", failure=type(failure).__name__, records=len(events))
            return ()
        finally:
            for event, span in zip(events, spans, strict=False):
                end_process_span(span, event.outcome if committed else "undone")
        for event in events:
            self._single.ended(event.received, event.outcome)
        undrained = {scope for scope, waiting in parked.items() if waiting and not await self._drain(scope)}
        return [event for event in events if scope_of(event) not in undrained]

    async def _handle(self, work: UnitOfWork, event: _Ready, spans: list[Span]) -> None:
        with process_span(self._single.group, event.received) as span:
            spans.append(span)
            await self._single.dispatcher.handle(event.received, event.opened, work)
        await work.transaction.clear_session()

    async def _drain(self, scope: TopicKey) -> bool:
        """Process the parked records of a key; return False if a dependency failed, so that its event comes again."""
        try:
            await self._single.drain(*scope)
        except TransientError:
            return False
        return True
