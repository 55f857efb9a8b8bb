"""A consumer or relay that the broker refuses says why, and goes on by itself once that is mended."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from aiokafka.errors import KafkaConnectionError, KafkaError
from integration.bus.provided import provisions
from integration.bus.small_service import SmallService, in_order, until
from kit.brokers import KafkaInHand

from loket_shared.broker.connection import KafkaConnection, SaslMechanism
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.db.database import Database
from loket_shared.failures import ConfigurationError
from loket_shared.observability import tasks
from loket_shared.service.kafka_rights import KafkaRights
from loket_stack.kafka.certificates import Certificates
from loket_stack.kafka.provisioning import provision_kafka

pytestmark = [pytest.mark.asyncio, pytest.mark.long]

NO_RIGHTS = "topics are not there, or not for this login to see, and it may not make them"


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a failure that lasts show after a moment, and its end as well."""
    monkeypatch.setattr(tasks, "LASTING_SECONDS", 0.5)
    monkeypatch.setattr(tasks, "STEADY_SECONDS", 2.0)


@pytest.fixture
def refused(desk_kafka: KafkaInHand, database: Database, at_once: None) -> SmallService:
    """A small service whose login has no rights on its topics."""
    service = SmallService(database, desk_kafka.broker)
    service.broker = KafkaBroker(desk_kafka.login("loket-intake"))
    return service


async def give_rights(kafka: KafkaInHand, service: SmallService) -> None:
    """Have the topics of ``service`` made, and give its login its rights."""
    topics = [service.topic, service.letters_topic]
    rights = KafkaRights([spec.name for spec in topics], [service.topic.name], service.group)
    await provision_kafka(kafka.administrator, replace(provisions(kafka), topics=topics, rights={"intake": rights}))


@asynccontextmanager
async def running(*loops: Callable[[asyncio.Event], Awaitable[None]]) -> AsyncIterator[None]:
    """Run ``loops`` until the end of the block."""
    stop = asyncio.Event()
    tasks = [asyncio.ensure_future(loop(stop)) for loop in loops]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*tasks)


async def test_without_rights_it_says_so_and_with_them_it_goes_on(
    desk_kafka: KafkaInHand, refused: SmallService
) -> None:
    consumer, relay = refused.consumer(), refused.relay()
    async with running(consumer.run, relay.run):
        question = uuid4()
        await refused.say(question)

        async def both_complain() -> bool:
            return bool(consumer.heartbeat.problem and relay.heartbeat.problem)

        await until(both_complain)
        assert str(consumer.heartbeat.problem).startswith(f"consumer: {NO_RIGHTS}")
        assert str(relay.heartbeat.problem).startswith(f"relay: {NO_RIGHTS}")
        await give_rights(desk_kafka, refused)
        await refused.say(question)
        assert in_order(await refused.until_done(2))

        async def nobody_complains() -> bool:
            return not (consumer.heartbeat.problem or relay.heartbeat.problem)

        await until(nobody_complains)


async def test_a_group_of_somebody_else_is_told(desk_kafka: KafkaInHand, refused: SmallService) -> None:
    await give_rights(desk_kafka, refused)
    refused.group = "loket.routing"
    consumer = refused.consumer()
    async with running(consumer.run):

        async def complains() -> bool:
            return consumer.heartbeat.problem == "consumer: the broker does not let this login use its consumer group"

        await until(complains)


def with_another_password(login: KafkaConnection, folder: Path) -> KafkaConnection:
    (folder / "password").write_text("not the one")
    return replace(login, password_file=folder / "password")


def with_another_authority(login: KafkaConnection, folder: Path) -> KafkaConnection:
    certificates = Certificates(folder)
    certificates.provide()
    return replace(login, ca_file=certificates.authority)


def by_another_mechanism(login: KafkaConnection, folder: Path) -> KafkaConnection:
    return replace(login, mechanism=SaslMechanism.SCRAM_SHA_256)


def with_a_file_that_is_gone(login: KafkaConnection, folder: Path) -> KafkaConnection:
    return replace(login, password_file=folder / "gone")


@pytest.mark.parametrize(
    ("spoilt", "sentence"),
    [
        (with_another_password, "the broker refuses this name and password"),
        (with_another_authority, "the certificate of the broker is not to be trusted"),
        (by_another_mechanism, "the broker does not take this mechanism of login"),
        (with_a_file_that_is_gone, "gone, which the connection to Kafka needs, cannot be read"),
    ],
)
async def test_who_does_not_get_in_is_told_why(
    desk_kafka: KafkaInHand,
    tmp_path: Path,
    spoilt: Callable[[KafkaConnection, Path], KafkaConnection],
    sentence: str,
) -> None:
    broker = KafkaBroker(spoilt(desk_kafka.login("loket-intake"), tmp_path))
    with pytest.raises((KafkaError, OSError)) as failure:
        await broker.inspect([])
    cause = await broker.explain(failure.value)
    assert isinstance(cause, ConfigurationError)
    assert sentence in str(cause)


async def test_a_broker_that_is_away_refuses_nobody(unused_tcp_port: int) -> None:
    broker, failure = KafkaBroker(KafkaConnection(f"127.0.0.1:{unused_tcp_port}")), KafkaConnectionError()
    assert await broker.explain(failure) is failure


async def test_a_login_that_was_replaced_while_the_consumer_ran_is_taken_up(
    desk_kafka: KafkaInHand, refused: SmallService, monkeypatch: pytest.MonkeyPatch
) -> None:
    """aiokafka keeps the password that it began with; the broker hangs up on it at the next connect."""
    monkeypatch.setattr("loket_shared.bus.consumer.SILENT_SECONDS", 3.0)
    monkeypatch.setattr("loket_shared.bus.consumer.ASK_SECONDS", 0.5)
    await give_rights(desk_kafka, refused)
    async with refused.running():
        question = uuid4()
        await refused.say(question)
        await refused.until_done(1)
        desk_kafka.logins.password_file("loket-intake").write_text("another one")
        await desk_kafka.stop()
        await desk_kafka.start()
        await give_rights(desk_kafka, refused)
        await refused.say(question)
        assert in_order(await refused.until_done(2))
