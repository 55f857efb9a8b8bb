"""Records are read whatever compression a topic has: an administrator may choose, and other clients do."""

from uuid import uuid4

import pytest
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from integration.bus.small_service import SmallService, in_order
from kit.brokers import KafkaInHand

from loket_shared.db.database import Database

pytestmark = pytest.mark.asyncio


@pytest.mark.parametrize("compression", ["gzip", "snappy", "lz4", "zstd", "uncompressed"])
async def test_a_topic_that_the_broker_compresses_is_read(
    kafka: KafkaInHand, database: Database, compression: str
) -> None:
    service = SmallService(database, kafka.broker)
    admin = AIOKafkaAdminClient(**kafka.administrator.options())
    await admin.start()
    try:
        config = {"compression.type": compression}
        await admin.create_topics([NewTopic(service.topic.name, service.topic.partitions, 1, topic_configs=config)])
    finally:
        await admin.close()
    async with service.running():
        question = uuid4()
        for _ in range(20):
            await service.say(question)
        assert in_order(await service.until_done(20))
