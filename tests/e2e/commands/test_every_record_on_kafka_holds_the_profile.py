"""Every record that really lands on Kafka is a CloudEvent of the NL GOV profile, and opens with the SDK."""

from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, ConsumerRecord, TopicPartition
from cloudevents.core.bindings.kafka import KafkaMessage, from_binary
from cloudevents.core.formats.json import JSONFormat

from loket_shared.envelope import violations
from loket_stack.harness import Stack

Json = dict[str, Any]


async def every_record(bootstrap: str) -> list["ConsumerRecord[bytes, bytes]"]:
    async with AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest") as client:
        topics = [name for name in await client.topics() if name.startswith("loket.")]
        client.subscribe(topics)
        await client.getmany(timeout_ms=1000)
        partitions: set[TopicPartition] = client.assignment()
        await client.seek_to_beginning(*partitions)
        ends = await client.end_offsets(partitions)
        records: list[ConsumerRecord[bytes, bytes]] = []
        while any([await client.position(partition) < end for partition, end in ends.items()]):
            for batch in (await client.getmany(timeout_ms=500)).values():
                records += batch
        return records


@pytest.mark.asyncio
async def test_no_record_breaks_a_rule(stack: Stack, demo: Json) -> None:
    records = await every_record(stack.status()["parts"]["kafka"]["bootstrap"])
    assert len(records) >= 18
    broken = {(each.topic, each.offset): found for each in records if (found := violations(each.headers, each.value))}
    assert broken == {}


@pytest.mark.asyncio
async def test_every_record_opens_with_the_library_of_the_cloudevents_project(stack: Stack, demo: Json) -> None:
    for record in await every_record(stack.status()["parts"]["kafka"]["bootstrap"]):
        event = from_binary(KafkaMessage(dict(record.headers), record.key, record.value), JSONFormat())
        assert event.get_type().startswith("nl.kennisveiligheid.")
        assert isinstance(event.get_data(), dict)
