"""Records a dead letter, in the transaction that records the outcome of its record (docs/architecture.md#failure).

A copy of the record is stored only if all content in it is sealed. Anybody who can write to a topic can put clear text
there, by mistake or on purpose; a copy in a database would outlive an erasure.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from pydantic import TypeAdapter, ValidationError
from sqlalchemy import insert

from loket_shared.broker.ports import Record
from loket_shared.broker.retryable import reason_code
from loket_shared.bus.dead_letters.store import DeadLetterState
from loket_shared.bus.dead_letters.tables import DEAD_LETTERS
from loket_shared.contracts.events.dead_letters_recorded import DeadLetterRecorded
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.db.ids import new_id
from loket_shared.envelope import Envelope
from loket_shared.envelope.sealed_data import SEALED, Slot
from loket_shared.inbox.incoming import ReceivedRecord, digest, fingerprint
from loket_shared.inbox.store import claim_unreadable, hold_key
from loket_shared.unit_of_work import UnitOfWork

_DATA = TypeAdapter(dict[str, Any])
_SLOTS = TypeAdapter(dict[str, Slot])
_CODES = TypeAdapter(dict[str, UUID | datetime | int | float | bool | None])


def is_fully_sealed(envelope: Envelope) -> bool:
    """Return True if the data hold only sealed slots and values that may be in the clear.

    For a known type those values are its own clear fields; for an unknown type they are ids, times and numbers.
    """
    try:
        clear = _DATA.validate_python(orjson.loads(envelope.data))
        _SLOTS.validate_python(clear.pop(SEALED, {}))
        _CODES.validate_python({name: value for name, value in clear.items() if name not in _allowed(envelope.type)})
    except (orjson.JSONDecodeError, ValidationError):
        return False
    return True


def _allowed(event_type: str) -> frozenset[str]:
    kind = BY_TYPE.get(event_type)
    if kind is None:
        return frozenset()
    clear = kind.model_fields.keys() - kind.sealed_parts().keys()
    return frozenset(kind.wire_name(field) for field in clear)


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
