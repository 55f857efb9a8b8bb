"""Processes one record: its effect, its inbox row and its published events share one transaction."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, suppress
from functools import partial
from typing import NamedTuple

from loket_shared.broker.ports import Record
from loket_shared.broker.retryable import is_transient
from loket_shared.bus.dead_letters.record import record_dead_letter, record_unreadable
from loket_shared.bus.handlers import EventDispatcher
from loket_shared.bus.instrumentation import count_outcome, end_process_span, process_span
from loket_shared.bus.retry import FailureLog, HandlerTimeoutError, RetryLaterError, RetryLimits
from loket_shared.envelope import AuthenticityError, EventVerifier, UnreadableRecordError
from loket_shared.envelope.clear_text import ClearTextError, is_fully_sealed
from loket_shared.failures import ErasedError, PermanentError, TransientError
from loket_shared.inbox.incoming import EventIdentity, ReceivedRecord, identity_of
from loket_shared.inbox.parking import next_parked, park, unpark
from loket_shared.inbox.store import (
    Outcome,
    claim_in_order,
    claim_out_of_order,
    is_known_at_offset,
    known_identities,
    lock_progress,
    mark_done,
)
from loket_shared.unit_of_work import UnitOfWork

OpenUnitOfWork = Callable[[], AbstractAsyncContextManager[UnitOfWork]]
Effect = Callable[[UnitOfWork], Awaitable[None]]


class ProcessResult(NamedTuple):
    """The outcome of a record, None for a repeat; ``more`` is True if parked records of its key may be ready."""

    outcome: Outcome | None
    more: bool


Step = Callable[[ReceivedRecord, Outcome, Effect], Awaitable[ProcessResult]]
"""One transaction: claims the record with the outcome, then runs the effect."""

ATTEMPT_SECONDS = 25.0
"""Seconds that one attempt may take. Without this limit a handler that hangs would block its partition forever."""


class InboxProcessor:
    """Processes each record once, in the order of its key, into the database of one service."""

    def __init__(
        self,
        group: str,
        dispatcher: EventDispatcher,
        unit_of_work: OpenUnitOfWork,
        verifier: EventVerifier,
        failures: FailureLog | None = None,
    ) -> None:
        self.group = group
        self.dispatcher = dispatcher
        self.unit_of_work = unit_of_work
        self._verifier = verifier
        self.failures = failures or FailureLog(RetryLimits())

    async def process(self, item: Record, attempts: int = 1) -> None:
        """Process a record of the log; its offset may be committed afterwards.

        Raises:
            TransientError: a dependency does not answer, or the record must be tried later; nothing was changed.
        """
        try:
            received = await self.identify(item)
        except (UnreadableRecordError, AuthenticityError) as failure:
            await self._process_unreadable(item, failure)
            return
        if (await self._process_once(received, self._claim_and_handle, attempts)).more:
            await self.drain(received.record.topic, received.key)

    async def identify(self, item: Record) -> ReceivedRecord:
        """Return the event in ``item`` after checking its signature.

        Raises:
            UnreadableRecordError: the record is not an event.
            AuthenticityError: the record does not come from the producer of its topic.
            VaultUnreachableError: the signature cannot be checked now.
        """
        received = ReceivedRecord.of(item)
        await self._verifier.verify(received.envelope, item.topic)
        return received

    async def known_identities(self, items: Sequence[Record]) -> set[EventIdentity]:
        """Return the identities that the inbox has."""
        async with self.unit_of_work() as work:
            return await known_identities(work.session, self.group, {identity_of(item) for item in items})

    async def is_known_at_offset(self, item: Record) -> bool:
        """Return True if the inbox has the record from this very offset."""
        async with self.unit_of_work() as work:
            return await is_known_at_offset(work.session, self.group, item)

    async def drain(self, topic: str, key: str) -> None:
        """Process the parked records of a key that are ready, until one must be tried later; raises the errors of
        ``process``.
        """
        with suppress(RetryLaterError):
            while (received := await self._next(topic, key)) is not None:
                await self._process_once(received, self._unpark, attempts=1)

    async def _process_once(self, received: ReceivedRecord, step: Step, attempts: int) -> ProcessResult:
        self.failures.require_due(received)
        outcome = "failed"
        with process_span(self.group, received) as span:
            try:
                taken = await self._handle_or_dead_letter(received, step, attempts)
                outcome = str(taken.outcome or "repeated")
            except RetryLaterError:
                raise
            except Exception as failure:
                if is_transient(failure):
                    raise TransientError(type(failure).__name__) from failure
                raise
            finally:
                end_process_span(span, outcome)
        self.ended(received, taken.outcome)
        return taken

    def ended(self, received: ReceivedRecord, outcome: Outcome | None) -> None:
        """Count a processed record, and forget its failures; ``outcome`` is None for a repeat."""
        self.failures.ended(received, handled=outcome is Outcome.HANDLED)
        count_outcome(self.group, received.record.topic, received.envelope.type, outcome)

    async def _handle_or_dead_letter(self, received: ReceivedRecord, step: Step, attempts: int) -> ProcessResult:
        """Handle the record; if it fails permanently, record a dead letter in a second transaction."""
        try:
            effect = partial(self.dispatcher.run, received)
            return await _with_timeout(step(received, self.dispatcher.expected(received), effect))
        except ErasedError:
            return await step(received, Outcome.ERASED, _no_effect)
        except Exception as failure:
            if is_transient(failure):
                raise
            declared = isinstance(failure, PermanentError)
            tries = attempts if declared else self.failures.failed(received, failure)
            return await step(received, Outcome.DEAD, partial(self._dead_letter, received, failure, tries))

    async def _claim_and_handle(self, received: ReceivedRecord, outcome: Outcome, effect: Effect) -> ProcessResult:
        async with self.unit_of_work() as work:
            parked = await claim_in_order(work.transaction, self.group, received, outcome)
            if parked is None:
                return await self._claim_out_of_order(work, received, outcome, effect)
            await effect(work)
        return ProcessResult(outcome, parked > 0)

    async def _claim_out_of_order(
        self, work: UnitOfWork, received: ReceivedRecord, outcome: Outcome, effect: Effect
    ) -> ProcessResult:
        """Skip a repeat, park an early record, and handle a new record whose sequence is already done.

        In the last case another producer sent the record, or the sender restored a backup; its new id makes it new.
        """
        progress = await lock_progress(work.session, self.group, received.record.topic, received.key)
        early = progress.held or received.envelope.sequence > progress.last + 1
        waits = early and outcome is not Outcome.DEAD
        if not await claim_out_of_order(work.session, self.group, received, Outcome.PARKED if waits else outcome):
            return ProcessResult(None, progress.parked > 0)
        if waits:
            if not is_fully_sealed(received.envelope):
                raise ClearTextError
            await park(work.session, self.group, received)
            return ProcessResult(Outcome.PARKED, False)
        if not early:
            await mark_done(work.session, self.group, received)
        await effect(work)
        return ProcessResult(outcome, progress.parked > 0)

    async def _unpark(self, received: ReceivedRecord, outcome: Outcome, effect: Effect) -> ProcessResult:
        async with self.unit_of_work() as work:
            if not await unpark(work.session, self.group, received, outcome):
                return ProcessResult(None, True)
            await effect(work)
        return ProcessResult(outcome, True)

    async def _next(self, topic: str, key: str) -> ReceivedRecord | None:
        async with self.unit_of_work() as work:
            return await next_parked(work.session, self.group, topic, key)

    async def _dead_letter(self, received: ReceivedRecord, failure: Exception, attempts: int, work: UnitOfWork) -> None:
        await record_dead_letter(work, self.group, received, failure, attempts)

    async def _process_unreadable(self, item: Record, failure: PermanentError) -> None:
        """Record a dead letter for a record that is no event or fails authentication; skip it if its id is known."""
        async with self.unit_of_work() as work:
            repeat = await known_identities(work.session, self.group, {identity_of(item)})
            new = not repeat and await record_unreadable(work, self.group, item, failure)
        count_outcome(self.group, item.topic, "unidentified", Outcome.DEAD if new else None)


async def _with_timeout(step: Awaitable[ProcessResult]) -> ProcessResult:
    try:
        async with asyncio.timeout(ATTEMPT_SECONDS) as limit:
            return await step
    except TimeoutError as error:
        if limit.expired():
            raise HandlerTimeoutError from error
        raise


async def _no_effect(_: UnitOfWork) -> None:
    """Do nothing: an erased event has no effect."""
