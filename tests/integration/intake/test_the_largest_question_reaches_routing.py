"""A question with every field at its limit, in characters of four bytes, travels over Kafka like any other."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from kit.brokers import KafkaInHand
from kit.intake_service import QUESTION, IntakeService
from kit.routing_service import RoutingService as Routing
from kit.service_database import empty_database

from loket_policy import code_lists
from loket_routing.handlers.route_question import route_question
from loket_shared.broker.topics import declared_topics
from loket_shared.bus.consumer import EventConsumer
from loket_shared.bus.handlers import EventDispatcher, Incoming
from loket_shared.bus.processor import InboxProcessor
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.topics import Topic, producer_of
from loket_shared.envelope import EventVerifier
from loket_shared.outbox.relay import Relay
from loket_shared.sealing import Sealer
from loket_shared.unit_of_work import UnitOfWork
from loket_stack.paths import PROJECT
from loket_stack.postgres.databases import Databases

PATIENCE_SECONDS = 60
RANDOM = Random(20_000)  # noqa: S311
ASTRAL = range(0x30000, 0x110000)
"""Characters of four bytes that no normalisation touches, so many that hardly anything is left to deflate."""
VISIBLE = chr(ASTRAL.start)


def text(length: int) -> str:
    """Return so many characters, of which no two rows are alike; the first is one that shows."""
    return VISIBLE + "".join(chr(RANDOM.choice(ASTRAL)) for _ in range(length - 1))


def largest() -> dict[str, Any]:
    """Return a question in which no field can hold more."""
    address = "https://voorbeeld.example/"
    partner = {"type": "university", "country": "CN", "website": address + text(500 - len(address))}
    return QUESTION | {
        "subject": text(200),
        "description": text(20_000),
        "fields": [entry.code for entry in code_lists.fields()][:30],
        "partners": [{"name": text(200), **partner} for _ in range(20)],
        "answers": {text(200): text(5_000) for _ in range(50)},
    }


class Heard:
    """Routing's handler, and what it was given."""

    def __init__(self) -> None:
        self.first: asyncio.Future[QuestionSubmitted] = asyncio.get_running_loop().create_future()

    async def __call__(self, work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
        """Handle the event as routing does, and keep it."""
        await route_question(work, incoming)
        self.first.set_result(incoming.event)


@asynccontextmanager
async def travelling(desk: IntakeService, routing: Routing, kafka: KafkaInHand, handler: Heard) -> AsyncIterator[None]:
    """Run the intake's relay and routing's consumer, over the topics that are declared."""
    declared = PROJECT / "deploy" / "topics.yaml"
    topics = declared_topics(declared, {Topic.QUESTIONS})
    relay = Relay("intake", desk.database, kafka.broker, topics, desk.runtime.vault)
    verifier = EventVerifier(routing.vault, partial(producer_of, oin=desk.runtime.settings.oin))
    engine = EventDispatcher({QuestionSubmitted: handler}, Sealer(routing.vault))
    processor = InboxProcessor(f"loket.{uuid4().hex}", engine, routing.unit_of_work, verifier)
    consumer = EventConsumer(processor, kafka.broker, topics)
    stop = asyncio.Event()
    loops = [asyncio.ensure_future(loop(stop)) for loop in (relay.run, consumer.run)]
    try:
        yield
    finally:
        stop.set()
        await asyncio.gather(*loops)


@pytest.mark.asyncio
@pytest.mark.parametrize("escaped", [False, True], ids=["as they are", "escaped"])
async def test_every_field_at_its_limit(
    desk: IntakeService, databases: Databases, kafka: KafkaInHand, escaped: bool
) -> None:
    question, handler = largest(), Heard()
    body = json.dumps(question, ensure_ascii=escaped).encode()
    async with desk.as_("asker") as client:
        answer = await client.post("/v1/questions", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 201, answer.text
    async with empty_database(databases, "routing") as database:
        routing = Routing(database, desk.keys)
        async with travelling(desk, routing, kafka, handler), asyncio.timeout(PATIENCE_SECONDS):
            event = await handler.first
    assert event.reference == answer.json()["reference"]
    assert event.question is not None
    assert event.question.description == question["description"]
    assert event.question.answers == question["answers"]
    assert [partner.name for partner in event.question.partners] == [each["name"] for each in question["partners"]]
