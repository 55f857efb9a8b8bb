"""Apache Kafka with logins and rights: a service does its own work there, and nothing else."""

import asyncio
from uuid import uuid4

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.admin import AIOKafkaAdminClient
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError, TopicAuthorizationFailedError, for_code
from integration.bus.provided import DECLARED, RIGHTS, provisions
from integration.bus.small_service import PATIENCE_SECONDS
from kit.brokers import KafkaInHand

from loket_shared.broker.connection import KafkaConnection
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.broker.refused_connection import TopicsMissingError
from loket_shared.broker.topics import TopicSpec
from loket_stack.kafka.acls import Guests
from loket_stack.kafka.logins import service_login
from loket_stack.kafka.provisioning import provision_kafka

pytestmark = [pytest.mark.asyncio, pytest.mark.long]


async def write(connection: KafkaConnection, topic: str, *, idempotent: bool = True) -> None:
    """Put a record on ``topic``."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        async with AIOKafkaProducer(**connection.options(), enable_idempotence=idempotent) as producer:
            await producer.send_and_wait(topic, b"value", b"key")


async def read(connection: KafkaConnection, topic: str, group: str | None) -> int:
    """Read ``topic`` from its beginning as a member of ``group``; return the number of records that came first."""
    reader = AIOKafkaConsumer(topic, **connection.options(), group_id=group, auto_offset_reset="earliest")
    async with asyncio.timeout(PATIENCE_SECONDS), reader:
        while not (batches := await reader.getmany(timeout_ms=200)):
            continue
        if group:
            await reader.commit()
        return sum(map(len, batches.values()))


@pytest.mark.parametrize("service", RIGHTS)
async def test_a_service_writes_its_own_topics_and_no_other(desk_kafka: KafkaInHand, service: str) -> None:
    login = desk_kafka.login(service_login(service))
    for spec in DECLARED:
        if spec.name in RIGHTS[service].writes:
            await write(login, spec.name)
        else:
            with pytest.raises(TopicAuthorizationFailedError):
                await write(login, spec.name)


@pytest.mark.parametrize("service", RIGHTS)
async def test_a_service_reads_what_it_subscribes_to_and_nothing_else(desk_kafka: KafkaInHand, service: str) -> None:
    login, rights = desk_kafka.login(service_login(service)), RIGHTS[service]
    for spec in DECLARED:
        await write(desk_kafka.administrator, spec.name)
        if spec.name in rights.reads:
            assert await read(login, spec.name, rights.group)
        else:
            with pytest.raises(TopicAuthorizationFailedError):
                await read(login, spec.name, None)


async def test_a_service_takes_part_in_its_own_group_only(desk_kafka: KafkaInHand) -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        await read(desk_kafka.login("loket-intake"), "loket.cases", "loket.routing")


async def test_a_service_neither_makes_nor_deletes_topics(desk_kafka: KafkaInHand) -> None:
    login = desk_kafka.login("loket-intake")
    with pytest.raises(TopicsMissingError, match=r"test\.new"):
        await KafkaBroker(login).inspect([*_own("intake"), TopicSpec(name="test.new", partitions=1)])
    admin = AIOKafkaAdminClient(**login.options())
    await admin.start()
    try:
        (refused,) = (await admin.delete_topics(["loket.questions"])).topic_error_codes
    finally:
        await admin.close()
    assert for_code(refused[1]) is TopicAuthorizationFailedError
    await write(login, "loket.questions")


@pytest.mark.parametrize("service", RIGHTS)
async def test_where_all_topics_are_there_no_right_to_make_them_is_needed(
    desk_kafka: KafkaInHand, service: str
) -> None:
    broker = KafkaBroker(desk_kafka.login(service_login(service)))
    state = await broker.inspect(_own(service))
    assert state.created == frozenset()
    assert {place.topic for place in state.ends} == set(RIGHTS[service].writes)


async def test_guests_look_and_do_not_touch(desk_kafka: KafkaInHand) -> None:
    await write(desk_kafka.administrator, "loket.cases")
    assert await read(desk_kafka.guest, "loket.cases", None)
    assert await read(desk_kafka.guest, "loket.cases", f"guest.{uuid4()}")
    with pytest.raises(TopicAuthorizationFailedError):
        await write(desk_kafka.guest, "loket.cases", idempotent=False)
    with pytest.raises(GroupAuthorizationFailedError):
        await read(desk_kafka.guest, "loket.cases", "loket.intake")


async def test_what_guests_may_follows_the_setting_of_the_last_start(desk_kafka: KafkaInHand) -> None:
    await provision_kafka(desk_kafka.administrator, provisions(desk_kafka, Guests.WRITE))
    await write(desk_kafka.guest, "loket.cases", idempotent=False)
    await provision_kafka(desk_kafka.administrator, provisions(desk_kafka, Guests.NONE))
    with pytest.raises(TopicAuthorizationFailedError):
        await read(desk_kafka.guest, "loket.cases", None)
    await write(desk_kafka.login("loket-backoffice"), "loket.cases")


async def test_everything_is_there_again_after_the_data_were_lost(desk_kafka: KafkaInHand) -> None:
    await desk_kafka.wipe()
    with pytest.raises(KafkaError):
        await write(desk_kafka.login("loket-intake"), "loket.questions")
    await provision_kafka(desk_kafka.administrator, provisions(desk_kafka))
    await write(desk_kafka.login("loket-intake"), "loket.questions")
    with pytest.raises(TopicAuthorizationFailedError):
        await write(desk_kafka.login("loket-intake"), "loket.cases")


def _own(service: str) -> list[TopicSpec]:
    return [spec for spec in DECLARED if spec.name in RIGHTS[service].writes]
