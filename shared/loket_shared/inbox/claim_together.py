"""Claims the events of many keys in one statement (docs/architecture.md#inbox)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol, TypeVar

from loket_shared.db.database import Transaction
from loket_shared.inbox.incoming import ReceivedRecord
from loket_shared.inbox.store import Outcome


class TopicKey(NamedTuple):
    """The scope of a sequence."""

    topic: str
    key: str


class Expected(Protocol):
    """A received event with the outcome that it has if its handler succeeds."""

    @property
    def received(self) -> ReceivedRecord:
        """The event."""

    @property
    def outcome(self) -> Outcome:
        """The outcome."""


E = TypeVar("E", bound=Expected)
Runs = Mapping[TopicKey, Sequence[E]]
"""The events of each scope, whose sequences follow each other without a gap."""

# As in ``claim_in_order``, but a key is claimed with all its events or not at all. The keys come in one order, so that
# transactions never wait for each other in a circle.
_CLAIM = """
    WITH run AS (
        SELECT * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS run (topic, key, first, last)
    ), event AS (
        SELECT * FROM unnest($6::text[], $7::text[], $8::bigint[], $9::text[], $10::text[], $11::text[], $12::int[],
                             $13::bigint[], $14::text[])
        AS event (topic, key, sequence, source, id, type, partition, "offset", outcome)
    ), known AS (
        SELECT event.topic, event.key FROM event JOIN inbox USING (source, id) WHERE inbox.consumer = $1::text
    ), turn AS (
        INSERT INTO inbox_progress AS progress (consumer, topic, key, last, held, parked)
        SELECT $1, topic, key, last, false, 0 FROM run
        WHERE NOT EXISTS (SELECT FROM known WHERE known.topic = run.topic AND known.key = run.key)
        AND (first = 1 OR EXISTS (
            SELECT FROM inbox_progress AS begun
            WHERE begun.consumer = $1 AND begun.topic = run.topic AND begun.key = run.key
        ))
        ON CONFLICT (consumer, topic, key) DO UPDATE SET last = excluded.last
        WHERE NOT progress.held AND progress.last = (
            SELECT first - 1 FROM run WHERE run.topic = progress.topic AND run.key = progress.key
        )
        RETURNING topic, key, parked
    ), recorded AS (
        INSERT INTO inbox (consumer, topic, key, sequence, source, id, type, partition, "offset", outcome)
        SELECT $1, event.* FROM event JOIN turn USING (topic, key)
    )
    SELECT topic, key, parked FROM turn
"""


def runs_of(events: Iterable[E]) -> Runs[E]:
    """Return the events by scope, without a scope whose sequences have a gap or a repeat.

    They come in the order of their keys, in which a handler may lock other rows as well, and of one key in the order of
    time.
    """
    runs: dict[TopicKey, list[E]] = {}
    for event in sorted(events, key=_key_and_time):
        runs.setdefault(scope_of(event), []).append(event)
    return {scope: run for scope, run in runs.items() if _is_unbroken(run)}


def scope_of(event: Expected) -> TopicKey:
    """Return the scope of the event's sequence."""
    return TopicKey(event.received.record.topic, event.received.key)


def _key_and_time(event: Expected) -> tuple[str, datetime]:
    return event.received.key, event.received.envelope.time


def _is_unbroken(run: Sequence[Expected]) -> bool:
    sequences = [event.received.envelope.sequence for event in run]
    return sequences == list(range(sequences[0], sequences[0] + len(run)))


async def claim_together(transaction: Transaction, consumer: str, runs: Runs[E]) -> dict[TopicKey, int]:
    """Claim each run whose first event is the next event of its key.

    Returns the claimed keys, each with the number of its parked records. The rows of these keys stay locked until the
    transaction ends.
    """
    bounds = [(*key, *(run[place].received.envelope.sequence for place in (0, -1))) for key, run in runs.items()]
    rows = [_row(event) for run in runs.values() for event in run]
    claimed = await transaction.driver.fetch(_CLAIM, consumer, *zip(*bounds, strict=True), *zip(*rows, strict=True))
    return {TopicKey(row["topic"], row["key"]): row["parked"] for row in claimed}


def _row(event: Expected) -> tuple[object, ...]:
    (record, envelope), outcome = (event.received.record, event.received.envelope), event.outcome
    about = (envelope.sequence, envelope.source, envelope.id, envelope.type)
    return (record.topic, event.received.key, *about, record.partition, record.offset, outcome)
