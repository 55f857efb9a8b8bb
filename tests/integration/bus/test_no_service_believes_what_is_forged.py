"""Every service, every event that it hears: what its producer did not sign, or not seal, has no effect."""

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
import pytest_asyncio
from integration.bus.services import SERVICES, Reader, reading, signed, told

from loket_shared.contracts.event import Event
from loket_shared.contracts.events.cases_erased import CaseErased
from loket_shared.contracts.topics import PRODUCERS
from loket_shared.envelope import Envelope, sign
from loket_stack.postgres.databases import Databases

pytestmark = pytest.mark.asyncio

LISTENING = [(name, kind) for name, service in SERVICES.items() for kind in service.subscriptions]
HEARD = pytest.mark.parametrize(("service", "kind"), LISTENING, ids=lambda one: getattr(one, "TYPE", one))


@pytest_asyncio.fixture
async def reader(databases: Databases, service: str) -> AsyncIterator[Reader]:
    async with reading(databases, service) as reader:
        yield reader


def without_parts(event: Envelope) -> bytes:
    data: dict[str, Any] = json.loads(event.data)
    return json.dumps({**data, "sealed": {}}).encode()


@HEARD
async def test_only_the_genuine_event_counts(reader: Reader, kind: type[Event]) -> None:
    event, topic = await told(kind.example(), reader.keys), kind.example().topic
    other = next(service for service in PRODUCERS.values() if service != PRODUCERS[topic])
    genuine = signed(event, topic, reader.keys)
    forgeries = {
        "missing-signature": [event, replace(event, id=str(uuid4()), sequence=5)],
        "wrong-producer": [
            sign(event, topic, reader.keys.signing_key(other)),
            replace(genuine, source=genuine.source.replace("loket-", "loket-x-"), sequence=2),
        ],
        "invalid-signature": [
            replace(genuine, id=str(uuid4())),
            replace(genuine, sequence=2),
            replace(genuine, partitionkey=str(uuid4())),
            replace(genuine, data=without_parts(genuine)[:-1] + b" }"),
        ],
    }
    for events in forgeries.values():
        for one in events:
            await reader.take_in(one, topic)
    letters = await reader.letters()
    assert [letter.reason for letter in letters] == [reason for reason, events in forgeries.items() for _ in events]
    assert {*(await reader.outcomes())} == {letter.event_id for letter in letters}
    assert all(letter.event_id.startswith("sha256:") and letter.key is None for letter in letters)
    assert not await reader.moved_on()
    assert await reader.published() == []
    await reader.take_in(genuine, topic)
    assert genuine.id in await reader.outcomes()
    for events in forgeries.values():
        for one in events:
            await reader.take_in(one, topic)
    assert len([letter for letter in await reader.letters() if letter.key is None]) == len(letters)


@pytest.mark.parametrize(
    ("service", "kind"),
    [(service, kind) for service, kind in LISTENING if kind.required_parts()],
    ids=lambda one: getattr(one, "TYPE", one),
)
async def test_an_event_without_its_parts_has_no_effect(reader: Reader, kind: type[Event]) -> None:
    """Not even one that its producer signed."""
    event, topic = await told(kind.example(), reader.keys), kind.example().topic
    bare = signed(event, topic, reader.keys, data=without_parts(event))
    await reader.take_in(bare, topic)
    (letter,) = await reader.letters()
    assert (letter.reason, letter.event_id) == ("wrong-seal", bare.id)
    assert await reader.outcomes() == {bare.id: "dead"}
    assert await reader.published() == []


@pytest.mark.parametrize("service", [service for service, kind in LISTENING if kind is CaseErased])
async def test_an_erasure_that_the_vault_does_not_confirm_is_a_dead_letter(reader: Reader) -> None:
    erased = CaseErased.example()
    event = signed(await told(erased, reader.keys), erased.topic, reader.keys)
    await reader.take_in(event, erased.topic)
    (letter,) = await reader.letters()
    assert (letter.reason, letter.event_id) == ("erasure-not-confirmed", event.id)
    assert await reader.outcomes() == {event.id: "dead"}
