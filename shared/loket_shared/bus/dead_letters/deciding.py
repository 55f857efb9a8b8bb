"""What the operator decides about a dead letter: replay it, or drop it (design section 4.4)."""

from uuid import UUID

from aiokafka import TopicPartition

from loket_shared.bus.broker import Broker, Record
from loket_shared.bus.dead_letters.closing import close_letter, note_attempt
from loket_shared.bus.dead_letters.letter import DeadLetter, LetterState
from loket_shared.bus.dead_letters.listing import digest_of, find_letter, kept_copy
from loket_shared.bus.failing import is_transient
from loket_shared.bus.observing import observed
from loket_shared.bus.processor import Processor
from loket_shared.bus.received import Received, digest
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict, Erased, NotFound, TransientFailure
from loket_shared.inbox.outcome import Outcome

_CLOSED = Text(nl="Dit bericht is al afgehandeld.", en="This record has been dealt with already.")
_GONE = Text(nl="Dit bericht staat niet meer in het logboek.", en="This record is no longer in the log.")


async def replay(processor: Processor, broker: Broker, letter_id: UUID) -> DeadLetter:
    """Handle the record again under its key's lock, then what waited behind it.

    Returns the letter: replayed, or still open with the reason of this attempt.

    Raises:
        NotFound: there is no such letter.
        Conflict: it is closed already, or its record is nowhere any more.
        TransientFailure: a dependency is away; nothing has changed.
    """
    letter = await _open_letter(processor, letter_id)
    try:
        received = Received.of(await _record(processor, broker, letter))
        await (_handle_again if letter.key else _take_in)(processor, letter, received)
    except (NotFound, Conflict):
        raise
    except Exception as failure:
        if is_transient(failure):
            raise TransientFailure(type(failure).__name__) from failure
        async with processor.unit_of_work() as work:
            await note_attempt(work.session, letter, failure)
    else:
        await processor.drain(received.record.topic, received.key)
    return await _letter(processor, letter_id)


async def drop(processor: Processor, letter_id: UUID) -> DeadLetter:
    """Give the record up and let what waited behind it go on; raises as ``replay``."""
    letter = await _open_letter(processor, letter_id)
    async with processor.unit_of_work() as work:
        _require(await close_letter(work.session, processor.group, letter, LetterState.DROPPED, Outcome.DROPPED))
    if letter.key is not None:
        await processor.drain(letter.topic, letter.key)
    return await _letter(processor, letter_id)


async def _handle_again(processor: Processor, letter: DeadLetter, received: Received) -> None:
    """Run the handler, and close the letter in the same transaction; what is erased meanwhile is passed over."""
    with observed(processor.group, received):
        try:
            async with processor.unit_of_work() as work:
                closing = (work.session, processor.group, letter, LetterState.REPLAYED)
                _require(await close_letter(*closing, processor.engine.expected(received)))
                await processor.engine.run(received, work)
        except Erased:
            async with processor.unit_of_work() as work:
                closing = (work.session, processor.group, letter, LetterState.REPLAYED)
                _require(await close_letter(*closing, Outcome.ERASED))


async def _take_in(processor: Processor, letter: DeadLetter, received: Received) -> None:
    """Take in, in its proper turn, what could not be read before and can be now."""
    await processor.process(received.record)
    async with processor.unit_of_work() as work:
        closing = (work.session, processor.group, letter, LetterState.REPLAYED)
        _require(await close_letter(*closing, Outcome.HANDLED))


async def _record(processor: Processor, broker: Broker, letter: DeadLetter) -> Record:
    """Return the record from the kept copy, or from the log if it is the same one there."""
    async with processor.unit_of_work() as work:
        copy = await kept_copy(work.session, letter.id)
        known = await digest_of(work.session, letter.id)
    if copy is not None:
        return copy
    record = await broker.read(TopicPartition(letter.topic, letter.partition), letter.offset)
    if record is None or digest(record) != known:
        raise Conflict("record-gone", _GONE)
    return record


async def _open_letter(processor: Processor, letter_id: UUID) -> DeadLetter:
    letter = await _letter(processor, letter_id)
    _require(letter.state is LetterState.OPEN)
    return letter


async def _letter(processor: Processor, letter_id: UUID) -> DeadLetter:
    async with processor.unit_of_work() as work:
        letter = await find_letter(work.session, processor.group, letter_id)
    if letter is None:
        raise NotFound
    return letter


def _require(still_open: bool) -> None:
    if not still_open:
        raise Conflict("dead-letter-closed", _CLOSED)
