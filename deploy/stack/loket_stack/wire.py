"""The events on the wire, read from the broker's log without a consumer group: no offsets change."""

import asyncio
import json
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any, Self

from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from aiokafka.errors import KafkaError
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.exceptions import CloudEventValidationError
from cloudevents.core.formats.json import JSONFormat

from loket_shared.broker.connection import KafkaConnection
from loket_stack.components.kafka import KAFKA, connection_to
from loket_stack.console import StackError
from loket_stack.state import StackState

_TYPE_PREFIX = "nl.kennisveiligheid."
_POLL_MILLISECONDS = 500
_QUIET_POLLS = 4
"""So many polls without a record mean the end, where the broker cannot tell where that is."""
_NEVER_MADE_UP = frozenset({"ce_specversion", "ce_id", "ce_source", "ce_type", "ce_time"})
"""The library invents an id and a time where a record has none; such a record is no event here."""


@dataclass(frozen=True)
class LogPosition:
    """The position of a record in the log."""

    topic: str
    partition: int
    offset: int


@dataclass(frozen=True)
class WireEvent:
    """A CloudEvent (CloudEvents JSON format 1.0.2), with its position and time in the log."""

    position: LogPosition
    attributes: dict[str, Any]
    logged_at: datetime | None = None

    @cached_property
    def trace_id(self) -> str | None:
        """The trace that the event was published in."""
        traceparent = self.get("traceparent")
        return traceparent.split("-")[1] if traceparent else None

    @property
    def sequence(self) -> int:
        """Its number among the events of its topic and key."""
        return int(self.attributes["sequence"])

    def get(self, name: str) -> str | None:
        """Return an attribute as text; None if the event lacks it."""
        value = self.attributes.get(name)
        return None if value is None else str(value)

    def as_json(self) -> dict[str, Any]:
        """Return the event with its position beside its attributes."""
        return {**self.attributes, **vars(self.position)}


@dataclass(frozen=True)
class UnreadableRecord:
    """A record that is no CloudEvent; its bytes are not shown, because their content is unknown."""

    position: LogPosition
    size: int

    def as_json(self) -> dict[str, Any]:
        """Return the position and the size in bytes."""
        return {**vars(self.position), "unreadable": True, "size": self.size}


def short_type(event: WireEvent) -> str:
    """Return the type without the prefix of all types."""
    return (event.get("type") or "").removeprefix(_TYPE_PREFIX)


@dataclass(frozen=True)
class Log:
    """The log behind ``connection``; ``tells_end`` is False for the light broker, whose end offsets are wrong."""

    connection: KafkaConnection
    tells_end: bool = True

    @classmethod
    def of(cls, stack: StackState) -> Self:
        """Return the log of a running stack."""
        kafka = stack.components["kafka"]
        return cls(connection_to(kafka.facts, kafka.secure), tells_end=kafka.facts["kind"] == KAFKA)

    async def topics(self) -> list[str]:
        """Return the topics of the desk, dead letters included."""
        async with self._client() as client:
            return sorted(name for name in await client.topics() if name.startswith("loket."))

    async def read(self, topics: Collection[str], follow: bool = False) -> AsyncIterator[WireEvent | UnreadableRecord]:
        """Yield the events of ``topics``; order, end and failures are those of ``records``."""
        async for record in self.records(topics, follow):
            yield parse_record(record)

    async def records(
        self, topics: Collection[str], follow: bool = False
    ) -> AsyncIterator["ConsumerRecord[bytes, bytes]"]:
        """Yield the records of ``topics`` from the beginning to the present end; with ``follow`` without end.

        Records of one partition come in order; across partitions there is no order.

        Raises:
            StackError: the broker does not answer, or does not know a topic.
        """
        known = await self.topics()
        if unknown := set(topics) - set(known):
            raise StackError(f"there is no topic {', '.join(sorted(unknown))}", f"choose from: {', '.join(known)}")
        async with self._client(*topics) as client:
            ends = await client.end_offsets(client.assignment()) if self.tells_end and not follow else {}
            quiet = 0
            while follow or not await self._at_end(client, ends, quiet):
                batches = await client.getmany(timeout_ms=_POLL_MILLISECONDS)
                quiet = 0 if batches else quiet + 1
                for records in batches.values():
                    for record in records:
                        yield record

    async def _at_end(self, client: AIOKafkaConsumer, ends: dict[TopicPartition, int], quiet: int) -> bool:
        if not ends:
            return quiet >= _QUIET_POLLS
        return all([await client.position(partition) >= end for partition, end in ends.items()])

    @asynccontextmanager
    async def _client(self, *topics: str) -> AsyncIterator[AIOKafkaConsumer]:
        client = AIOKafkaConsumer(
            *topics, **self.connection.options(), enable_auto_commit=False, auto_offset_reset="earliest"
        )
        try:
            async with asyncio.timeout(10):
                await client.start()
            yield client
        except (KafkaError, TimeoutError) as error:
            raise StackError("the broker does not answer", "see ./loket status, and ./loket logs kafka") from error
        finally:
            await client.stop()


async def read_by_time(log: Log, topics: Collection[str]) -> list[WireEvent | UnreadableRecord]:
    """Return all records of ``topics`` by the time they were recorded; unreadable ones last."""
    found = [record async for record in log.read(topics)]
    return sorted(found, key=_moment)


def _moment(record: WireEvent | UnreadableRecord) -> tuple[bool, str, int]:
    readable = isinstance(record, WireEvent)
    return not readable, record.get("time") or "" if isinstance(record, WireEvent) else "", record.position.offset


def parse_record(record: "ConsumerRecord[bytes, bytes]") -> WireEvent | UnreadableRecord:
    """Parse a record with the CloudEvents project's own library."""
    position = LogPosition(record.topic, record.partition, record.offset)
    attributes = _attributes(record)
    if attributes is None:
        return UnreadableRecord(position, len(record.value or b""))
    logged_at = datetime.fromtimestamp(record.timestamp / 1000, UTC) if record.timestamp > 0 else None
    return WireEvent(position, attributes, logged_at)


def _attributes(record: "ConsumerRecord[bytes, bytes]") -> dict[str, Any] | None:
    headers = {name: value for name, value in record.headers if value is not None}
    if not headers.keys() >= _NEVER_MADE_UP:
        return None
    message = KafkaMessage(headers=headers, key=record.key, value=record.value or b"")
    try:
        attributes: dict[str, Any] = json.loads(JSONFormat().write(from_binary(message, JSONFormat())))
    except (CloudEventValidationError, ValueError):
        return None
    return attributes if isinstance(attributes.get("data"), dict) else None
