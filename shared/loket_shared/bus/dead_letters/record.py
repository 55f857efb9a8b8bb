"""Records a dead letter, in the transaction that records the outcome of its record (docs/architecture.md#failure).

A copy of the record is stored only if all content in it is sealed. Anybody who can write to a topic can put clear text
there, by mistake or on purpose; a copy in a database would outlive an erasure.
"""

from typing import Any

from sqlalchemy import insert

from loket_shared.broker.ports import Record
from loket_shared.bus.dead_letters.reasons import reason_code
from loket_shared.bus.dead_letters.store import DeadLetterState
from loket_shared.bus.dead_letters.tables import DEAD_LETTERS
from loket_shared.contracts.events.dead_letters_recorded import DeadLetterRecorded
from loket_shared.db.ids import new_id
from loket_shared.envelope.clear_text import is_fully_sealed
from loket_shared.inbox.incoming import ReceivedRecord, digest, fingerprint
from loket_shared.inbox.store import claim_unreadable, hold_key
from loket_shared.unit_of_work import UnitOfWork


async def record_dead_letter(
    work: UnitOfWork, group: str, received: ReceivedRecord, failure: Exception, attempts: int
) -> None:
    """Record a dead letter for ``received`` and hold its key; the inbox row must be claimed as dead already."""
    await hold_key(work.session, group, received)
    envelope = received.envelope
    story = {
        "event_id": envelope.id,
        "source": envelope.source,
        "type": envelope.type,
        "subject": envelope.subject,
        "key": received.key,
        "sequence": envelope.sequence,
        "traceparent": received.traceparent,
    }
    copy = {"value": envelope.data, "headers": received.kept_headers()} if is_fully_sealed(envelope) else {}
    await _insert(work, group, received.record, failure, attempts, {**story, **copy})


async def record_unreadable(work: UnitOfWork, group: str, record: Record, failure: Exception) -> bool:
    """Record a dead letter for a record that is not an event, or that fails authentication.

    The SHA-256 of its bytes identifies it. Nothing that the record says about itself is stored, no copy is made, and no
    key is held. Returns False if it was recorded before.
    """
    new = await claim_unreadable(work.session, group, record)
    if new:
        identity = fingerprint(record)
        await _insert(work, group, record, failure, 1, {"event_id": identity.id, "source": identity.source})
    return new


async def _insert(
    work: UnitOfWork, group: str, record: Record, failure: Exception, attempts: int, story: dict[str, Any]
) -> None:
    letter, reason = new_id(), reason_code(failure)
    row = {
        "id": letter,
        "consumer": group,
        "state": DeadLetterState.OPEN,
        "reason": reason,
        "failure": type(failure).__name__,
        "attempts": attempts,
        "topic": record.topic,
        "partition": record.partition,
        "offset": record.offset,
        "size": len(record.value or b""),
        "digest": digest(record),
    }
    await (await work.session.connection()).execute(insert(DEAD_LETTERS).values({**row, **story}))
    now = work.clock.now()
    await work.publish(DeadLetterRecorded(dead_letter_id=letter, consumer=group, reason=reason, recorded_at=now))
