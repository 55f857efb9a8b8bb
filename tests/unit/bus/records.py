"""Records for tests that need no broker."""

from dataclasses import replace
from uuid import UUID, uuid4

from kit.envelopes import envelope as readable

from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.envelope import Envelope, to_record
from loket_shared.inbox.incoming import ReceivedRecord, StoredRecord


def envelope(data: bytes = b"{}", kind: str = QuestionSupplemented.TYPE, key: UUID | None = None) -> Envelope:
    """Return a readable event."""
    return readable(data=data, type=kind, partitionkey=str(key or uuid4()))


def record(offset: int = 0, sent: Envelope | None = None) -> StoredRecord:
    """Return a readable record at ``offset``."""
    key, value, headers = to_record(sent or envelope())
    return StoredRecord("topic", 0, offset, key, value, headers)


def received(number: int, kind: str = QuestionSupplemented.TYPE) -> ReceivedRecord:
    """Return an event that was received, with a key of its own for each ``number``."""
    sent = envelope(kind=kind, key=UUID(int=number))
    return ReceivedRecord.of(record(number, replace(sent, id=str(number))))
