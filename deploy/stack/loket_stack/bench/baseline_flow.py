"""The minimal pipeline from a submitted question to a queued mail: one table and one topic per hop.

The baseline of ``bench flow``: aiokafka and asyncpg by hand, over the same broker and the same PostgreSQL, in as many
processes and over as many partitions. Each hop inserts the row, sends the next record, awaits its acknowledgement and
commits the offset. A crash between insert and send loses or doubles a question.

``python -m loket_stack.bench.baseline_flow HOP``: HOP is 1 (route), 2 (open the case) or 3 (queue the mail).
"""

import asyncio
import json
import os
import sys
from uuid import UUID

import asyncpg
import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, ConsumerRecord
from aiokafka.admin import AIOKafkaAdminClient, NewTopic

from loket_shared.broker.connection import KafkaConnection, KafkaSettings

TOPICS = ("baseline.questions", "baseline.routes", "baseline.cases")
HOPS = (1, 2, 3)
PARTITIONS = 12
AT_ONCE = 50
POOL = 16


async def create_topics_and_tables(administrator: KafkaConnection, database: asyncpg.Connection) -> None:
    """Create the topics and the tables of all hops."""
    admin = AIOKafkaAdminClient(**administrator.options())
    await admin.start()
    try:
        await admin.create_topics([NewTopic(name, num_partitions=PARTITIONS, replication_factor=1) for name in TOPICS])
    finally:
        await admin.close()
    for number in HOPS:
        await database.execute(f"CREATE TABLE baseline_hop_{number} (id uuid PRIMARY KEY, body text)")


async def run_hop(number: int) -> None:
    """Move records from one topic to the next, forever; the last hop only inserts."""
    connection = KafkaSettings().kafka_connection()
    target = TOPICS[number] if number < len(TOPICS) else None
    consumer = AIOKafkaConsumer(
        TOPICS[number - 1],
        **connection.options(),
        group_id=f"baseline.{number}",
        enable_auto_commit=False,
        auto_offset_reset="earliest",
    )
    producer = AIOKafkaProducer(**connection.options(), enable_idempotence=True)
    async with asyncpg.create_pool(os.environ["BASELINE_DATABASE_URL"], max_size=POOL) as pool, consumer, producer:
        while True:
            batches = await consumer.getmany(timeout_ms=500, max_records=AT_ONCE)
            await asyncio.gather(*(_carry(pool, producer, number, target, rows) for rows in batches.values()))
            if batches:
                await consumer.commit()


async def _carry(
    pool: asyncpg.Pool, producer: AIOKafkaProducer, number: int, target: str | None, records: list[ConsumerRecord]
) -> None:
    for record in records:
        body = json.loads(record.value)
        await pool.execute(
            f"INSERT INTO baseline_hop_{number} VALUES ($1, $2) ON CONFLICT DO NOTHING",  # noqa: S608 - a number
            UUID(body["id"]),
            body["text"],
        )
        if target:
            await producer.send_and_wait(target, record.value, key=record.key)


if __name__ == "__main__":
    uvloop.run(run_hop(int(sys.argv[1])))
