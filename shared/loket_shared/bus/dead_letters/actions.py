"""Replays or drops a record that was not handled. The operator decides, or the approver of a covert department."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from aiokafka import TopicPartition

from loket_shared.broker.ports import Broker, Record
from loket_shared.broker.retryable import is_transient
from loket_shared.bus.dead_letters.store import (
    DeadLetter,
    DeadLetterState,
    close_letter,
    digest_of,
    find_letter,
    kept_copy,
    note_attempt,
)
from loket_shared.bus.instrumentation import process_span
from loket_shared.bus.processor import InboxProcessor, OpenUnitOfWork
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import ConflictError, ErasedError, NotFoundError, TransientError
from loket_shared.inbox.incoming import ReceivedRecord, digest
from loket_shared.inbox.parking import Parked, drop_parked
from loket_shared.inbox.store import Outcome
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import Place, UnitOfWork

_CLOSED = BilingualText(nl="Dit bericht is al afgehandeld.", en="This record has been dealt with already.")
_GONE = BilingualText(nl="Dit bericht staat niet meer in het logboek.", en="This record is no longer in the log.")
_TAKEN = BilingualText(nl="Dit bericht wacht niet meer.", en="This message does not wait any more.")

_DESK = UUID(int=0)
"""Not the id of a question: it names the desk's own key. A reason sealed under that key stays readable after an
erasure.
"""


class Result(StrEnum):
    """The result of a decision."""

    OK = "ok"
    FAILED = "failed"
    REFUSED = "refused"


class RefusedError(ConflictError):
    """The record was replayed or dropped before, or the log no longer has it. Nothing has changed."""


@dataclass(frozen=True)
class Reason:
    """The reason for dropping a record. It is sealed under the desk's key for ``compartment``."""

    text: str
    compartment: Compartment


@dataclass(frozen=True)
class Decision:
    """A decision about one record: who decides, the audit action, the record's id and an optional reason."""

    by: Principal
    action: str
    record: UUID
    reason: Reason | None = None

    async def note(self, work: UnitOfWork, result: Result = Result.OK) -> None:
        """Add the decision and its ``result`` to the audit trail, in the transaction of the change.

        An approver gets a pseudonym for this one record. Only a covert department has dead letters of its own, so a
        name that the trail also uses elsewhere would reveal that the approver belongs to one.
        """
        apart = self.by.role is Role.APPROVER
        await work.audit(self.by, self.action, str(self.record), result, await self._sealed(work), apart=apart)

    async def _sealed(self, work: UnitOfWork) -> bytes | None:
        if self.reason is None:
            return None
        place = Place("audit_records", self.record, "content")
        return await work.seal(self.reason.text.encode(), KeyName(_DESK, self.reason.compartment), place)

    @asynccontextmanager
    async def audit_failures(self, unit_of_work: OpenUnitOfWork) -> AsyncIterator[None]:
        """Add a decision that changes nothing to the audit trail too: a refused one, or one that met a failing
        dependency.

        No change commits then, so the audit record has a transaction of its own.
        """
        try:
            yield
        except (RefusedError, TransientError) as failure:
            async with unit_of_work() as work:
                await self.note(work, Result.REFUSED if isinstance(failure, RefusedError) else Result.FAILED)
            raise


async def replay(processor: InboxProcessor, broker: Broker, letter_id: UUID, by: Principal) -> DeadLetter:
    """Handle the record again under the lock of its key, then handle the records that were parked behind it.

    Returns the dead letter: replayed, or still open with the reason of this attempt.

    Raises:
        NotFoundError: the dead letter does not exist.
        RefusedError: the dead letter is closed, or the log no longer has its record.
        TransientError: a dependency does not answer; nothing has changed.
    """
    decision = Decision(by, "dead-letter.replayed", letter_id)
    async with decision.audit_failures(processor.unit_of_work):
        letter = await _open_letter(processor, letter_id)
        received = await _attempt(processor, broker, letter, decision)
    if received is not None:
        await processor.drain(received.record.topic, received.key)
    return await _letter(processor, letter_id)


async def drop(processor: InboxProcessor, letter_id: UUID, by: Principal, reason: Reason | None = None) -> DeadLetter:
    """Drop the record and release the records that were parked behind it; raises the errors of ``replay``."""
    decision = Decision(by, "dead-letter.dropped", letter_id, reason)
    async with decision.audit_failures(processor.unit_of_work):
        letter = await _open_letter(processor, letter_id)
        async with processor.unit_of_work() as work:
            await _close(work, processor, letter, decision, DeadLetterState.DROPPED, Outcome.DROPPED)
    if letter.key is not None:
        await processor.drain(letter.topic, letter.key)
    return await _letter(processor, letter_id)


async def drop_with_reason(processor: InboxProcessor, parked: Parked, by: Principal, reason: Reason) -> None:
    """Drop ``parked``; other records that wait for the same missing events stay parked.

    Raises:
        RefusedError: the record is no longer parked: it was handled or dropped meanwhile.
    """
    decision = Decision(by, "parked-record.dropped", parked.handle, reason)
    async with decision.audit_failures(processor.unit_of_work), processor.unit_of_work() as work:
        if not await drop_parked(work.session, processor.group, parked):
            raise RefusedError("not-parked", _TAKEN)
        await decision.note(work)


async def _attempt(
    processor: InboxProcessor, broker: Broker, letter: DeadLetter, decision: Decision
) -> ReceivedRecord | None:
    """Handle the record; if it fails permanently again, update the dead letter and return None."""
    try:
        record = await _record(processor, broker, letter)
        if letter.key is None:
            return await _take_in(processor, letter, record, decision)
        received = ReceivedRecord.of(record)
        await _handle_again(processor, letter, received, decision)
    except RefusedError:
        raise
    except Exception as failure:
        if is_transient(failure):
            raise TransientError(type(failure).__name__) from failure
        async with processor.unit_of_work() as work:
            await note_attempt(work.session, letter, failure)
            await decision.note(work, Result.FAILED)
        return None
    return received


async def _handle_again(
    processor: InboxProcessor, letter: DeadLetter, received: ReceivedRecord, decision: Decision
) -> None:
    """Run the handler and close the dead letter in one transaction; an erased event is closed without its handler."""
    with process_span(processor.group, received):
        try:
            async with processor.unit_of_work() as work:
                outcome = processor.dispatcher.expected(received)
                await _close(work, processor, letter, decision, DeadLetterState.REPLAYED, outcome)
                await processor.dispatcher.run(received, work)
            processor.failures.ended(received, handled=True)
        except ErasedError:
            async with processor.unit_of_work() as work:
                await _close(work, processor, letter, decision, DeadLetterState.REPLAYED, Outcome.ERASED)


async def _take_in(processor: InboxProcessor, letter: DeadLetter, record: Record, decision: Decision) -> ReceivedRecord:
    """Process a record that could not be read or authenticated before; the inbox puts it in its order."""
    received = await processor.identify(record)
    await processor.process(record)
    async with processor.unit_of_work() as work:
        await _close(work, processor, letter, decision, DeadLetterState.REPLAYED, Outcome.HANDLED)
    return received


async def _close(
    work: UnitOfWork,
    processor: InboxProcessor,
    letter: DeadLetter,
    decision: Decision,
    state: DeadLetterState,
    outcome: Outcome,
) -> None:
    """Close the dead letter and record who decided it.

    Raises:
        RefusedError: somebody else closed it before.
    """
    if not await close_letter(work.session, processor.group, letter, state, outcome):
        raise RefusedError("dead-letter-closed", _CLOSED)
    await decision.note(work)


async def _record(processor: InboxProcessor, broker: Broker, letter: DeadLetter) -> Record:
    """Return the record: the stored copy, or the record in the log if its digest is the same."""
    async with processor.unit_of_work() as work:
        copy = await kept_copy(work.session, letter.id)
        known = await digest_of(work.session, letter.id)
    if copy is not None:
        return copy
    record = await broker.read(TopicPartition(letter.topic, letter.partition), letter.offset)
    if record is None or digest(record) != known:
        raise RefusedError("record-gone", _GONE)
    return record


async def _open_letter(processor: InboxProcessor, letter_id: UUID) -> DeadLetter:
    letter = await _letter(processor, letter_id)
    if letter.state is not DeadLetterState.OPEN:
        raise RefusedError("dead-letter-closed", _CLOSED)
    return letter


async def _letter(processor: InboxProcessor, letter_id: UUID) -> DeadLetter:
    async with processor.unit_of_work() as work:
        letter = await find_letter(work.session, processor.group, letter_id)
    if letter is None:
        raise NotFoundError
    return letter
