"""Provisions a newly started Kafka with topics, rights and passwords, as its administrator."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import starmap

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import KafkaError, for_code
from aiokafka.protocol.admin import CreateAclsRequest, DeleteAclsRequest, DescribeAclsRequest
from aiokafka.protocol.api import Request, Response

from loket_shared.broker.connection import KafkaConnection
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.broker.topics import TopicSpec
from loket_shared.service.kafka_rights import KafkaRights
from loket_stack.console import StackError
from loket_stack.kafka.acls import Acl, Guests, Operation, Pattern, Permission, Resource, acls_of, acls_of_guests
from loket_stack.kafka.scram import SetPassword

_TRIES = 60
_TRY_SECONDS = 30.0
_PAUSE_SECONDS = 0.2


async def broker_answers(connection: KafkaConnection) -> bool:
    """Return whether the broker behind ``connection`` answers a metadata request."""
    client = AIOKafkaClient(**connection.options(), request_timeout_ms=2_000)
    try:
        await client.bootstrap()
    except (KafkaError, OSError):
        return False
    finally:
        await client.close()
    return True


@dataclass(frozen=True)
class Provisions:
    """The required topics, rights and logins; other ACLs are removed."""

    topics: Sequence[TopicSpec]
    rights: Mapping[str, KafkaRights]
    guests: Guests
    logins: Sequence[KafkaConnection]


async def provision_kafka(administrator: KafkaConnection, provisions: Provisions) -> None:
    """Create what is missing, and return when the broker accepts the logins.

    Passwords come last, so that a client that can log in finds everything else.

    Raises:
        StackError: the broker refuses it.
    """
    for _ in range(_TRIES):
        try:
            async with asyncio.timeout(_TRY_SECONDS):
                return await _provide(administrator, provisions)
        except (KafkaError, OSError, TimeoutError):
            await asyncio.sleep(_PAUSE_SECONDS)
    raise StackError("Kafka does not accept its topics, rights and passwords", "see ./loket logs kafka")


async def _provide(administrator: KafkaConnection, provisions: Provisions) -> None:
    await KafkaBroker(administrator).create_missing(provisions.topics)
    groups = [rights.group for rights in provisions.rights.values()]
    wanted = acls_of_guests(provisions.guests, groups).union(*starmap(acls_of, provisions.rights.items()))
    async with _admin(administrator) as admin:
        present = await admin.acls()
        await admin.delete(present - wanted)
        await admin.create(wanted - present)
        await admin.set_passwords(provisions.logins)
    await _taken(provisions.logins[-1])


async def _taken(login: KafkaConnection) -> None:
    """Return when the broker accepts ``login`` and all earlier ones: it learns of them later than the controller."""
    for _ in range(_TRIES):
        if await broker_answers(login):
            return
        await asyncio.sleep(_PAUSE_SECONDS)
    raise TimeoutError


@dataclass(frozen=True)
class _Admin:
    client: AIOKafkaClient

    async def acls(self) -> set[Acl]:
        """Return all existing rules."""
        every = Acl(Resource.ANY, None, Pattern.ANY, None, None, Operation.ANY, Permission.ANY)  # type: ignore[arg-type]
        answer = await self._send(DescribeAclsRequest(*every))
        _require(answer.error_code)
        return {
            Acl(resource, name, pattern, *rule) for resource, name, pattern, rules in answer.resources for rule in rules
        }

    async def create(self, acls: Iterable[Acl]) -> None:
        """Add rules."""
        for answer in await self._send_all(CreateAclsRequest(*each) for each in acls):
            for code, _ in answer.creation_responses:
                _require(code)

    async def delete(self, acls: Iterable[Acl]) -> None:
        """Remove rules."""
        for answer in await self._send_all(DeleteAclsRequest(*each) for each in acls):
            for code, *_ in answer.filter_responses:
                _require(code)

    async def set_passwords(self, logins: Iterable[KafkaConnection]) -> None:
        """Set the passwords of ``logins``; open connections stay open."""
        for login in logins:
            answer = await self._send(SetPassword(login.username, login.options()["sasl_plain_password"]))
            for _, code, *_ in answer.results:
                _require(code)

    async def _send_all(self, requests: Iterable[Request]) -> list[Response]:
        return await asyncio.gather(*map(self._send, requests))

    async def _send(self, request: Request) -> Response:
        return await self.client.send(self.client.get_random_node(), request)


@asynccontextmanager
async def _admin(connection: KafkaConnection) -> AsyncIterator[_Admin]:
    client = AIOKafkaClient(**connection.options(), request_timeout_ms=10_000)
    try:
        await client.bootstrap()
        yield _Admin(client)
    finally:
        await client.close()


def _require(code: int) -> None:
    """Raise the error of ``code``, if it is one."""
    if code:
        raise for_code(code)
