"""The metrics of a consumer: its lag and its open dead letters."""

import asyncio
from collections.abc import Sequence

from aiokafka.errors import KafkaError

from loket_shared.broker.ports import Broker
from loket_shared.broker.topics import TopicSpec
from loket_shared.bus.assignment import PartitionAssignment
from loket_shared.bus.dead_letters.access import OwnerLookup, count_for_operator
from loket_shared.bus.processor import InboxProcessor
from loket_shared.contracts.topics import is_counted
from loket_shared.observability import metrics

MEASURE_SECONDS = 5.0
_LOOK_SECONDS = 2.0


async def run_consumer_metrics(
    assignment: PartitionAssignment, processor: InboxProcessor, owner_of: OwnerLookup
) -> None:
    """Set the metrics of the consumer every five seconds until cancelled.

    The lag is computed from end offsets that are requested from the broker: what a client remembers from its last fetch
    freezes when it stalls. Contribution topics are not measured, because the number would reveal contribution work.
    """
    while True:
        await asyncio.sleep(MEASURE_SECONDS)
        metrics.consumer_paused.set(int(processor.failures.paused), {"consumer": processor.group})
        async with asyncio.timeout(MEASURE_SECONDS):
            for topic, records in (await assignment.lag()).items():
                if is_counted(topic):
                    metrics.consumer_lag.set(records, {"consumer": processor.group, "topic": topic})
        async with processor.unit_of_work() as work:
            letters = await count_for_operator(owner_of, work, processor.group)
        metrics.dead_letters.set(letters, {"consumer": processor.group})


async def read_lag(broker: Broker, group: str, topics: Sequence[TopicSpec]) -> int | None:
    """Return the number of records of ``topics`` that the group has not handled; None if the broker does not answer."""
    try:
        async with asyncio.timeout(_LOOK_SECONDS):
            ends = (await broker.inspect(topics)).ends
            progress = await broker.progress(group, ends.keys())
    except (KafkaError, OSError):
        return None
    return sum(max(end - (progress.of(partition) or 0), 0) for partition, end in ends.items()) if ends else None
