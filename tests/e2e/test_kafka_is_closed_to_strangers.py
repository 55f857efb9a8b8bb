"""The running stack's Kafka: services log in over TLS, and whoever does not may look and nothing else."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer
from aiokafka.errors import GroupAuthorizationFailedError, TopicAuthorizationFailedError
from e2e.forged import RUBBISH
from kit.kafka_log import log_of

from loket_shared.broker.connection import KafkaConnection
from loket_stack.harness import Stack
from loket_stack.postgres.databases import SERVICES
from loket_stack.scenarios.api_client import Json


def done(work: Coroutine[Any, Any, None]) -> None:
    """Do ``work`` in a loop of its own: the browser's tests keep theirs in this thread."""
    with ThreadPoolExecutor(1) as aside:
        aside.submit(asyncio.run, work).result()


@pytest.fixture(scope="module")
def guest(stack: Stack) -> KafkaConnection:
    """The connection of anybody on this machine."""
    return KafkaConnection(stack.status()["parts"]["kafka"]["bootstrap"])


async def write(connection: KafkaConnection) -> None:
    async with AIOKafkaProducer(**connection.options()) as producer:
        await producer.send_and_wait("loket.external", RUBBISH, RUBBISH)


async def join(connection: KafkaConnection, group: str) -> None:
    """Read as a member of ``group``, until the first record."""
    consumer = AIOKafkaConsumer("loket.questions", **connection.options(), group_id=group, auto_offset_reset="earliest")
    async with asyncio.timeout(60), consumer:
        await consumer.getone()


def test_status_tells_the_way_in_for_an_administrator(stack: Stack) -> None:
    secure = stack.status()["parts"]["kafka"]["secure"]
    assert secure.keys() == {"bootstrap", "protocol", "mechanism", "ca", "username", "passwordFile"}
    assert (secure["protocol"], secure["mechanism"]) == ("SASL_SSL", "SCRAM-SHA-512")
    done(write(stack.kafka()))


def test_each_service_logs_in_over_tls_under_a_name_of_its_own(stack: Stack) -> None:
    told = [stack.env(service) for service in SERVICES]
    assert {each["LOKET_KAFKA_SECURITY_PROTOCOL"] for each in told} == {"SASL_SSL"}
    assert len({each["LOKET_KAFKA_USERNAME"] for each in told}) == len(SERVICES)
    assert len({each["LOKET_KAFKA_PASSWORD_FILE"] for each in told}) == len(SERVICES)


def test_a_stranger_reads_the_sealed_log(stack: Stack, demo: Json, guest: KafkaConnection) -> None:
    assert len(log_of(stack)) >= 18
    done(join(guest, "a-stranger"))


def test_a_stranger_writes_nothing(guest: KafkaConnection) -> None:
    with pytest.raises(TopicAuthorizationFailedError):
        done(write(guest))


def test_a_stranger_takes_no_part_in_the_group_of_a_service(guest: KafkaConnection) -> None:
    with pytest.raises(GroupAuthorizationFailedError):
        done(join(guest, "loket.routing"))
