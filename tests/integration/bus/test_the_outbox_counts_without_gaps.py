"""The sequence of a key (docs/architecture.md#outbox): gapless from 1, in the order of the commits."""

import asyncio
from contextlib import suppress
from uuid import UUID, uuid4

import pytest
from integration.bus.small_service import SmallService

from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented

pytestmark = pytest.mark.asyncio


async def sequences(service: SmallService, key: UUID) -> list[int]:
    rows = await service.ask("SELECT key, sequence FROM outbox ORDER BY position")
    return [row.sequence for row in rows if row.key == key]


async def test_writers_at_the_same_time_take_turns(quiet_service: SmallService) -> None:
    one, other = uuid4(), uuid4()
    await asyncio.gather(*(quiet_service.say(question) for question in (one, other) * 10))
    for question in (one, other):
        assert await sequences(quiet_service, question) == list(range(1, 11))


async def test_a_transaction_that_rolls_back_leaves_no_gap(quiet_service: SmallService) -> None:
    service, question = quiet_service, uuid4()
    await service.say(question)
    event = QuestionSupplemented.example().model_copy(update={"question_id": question})
    with suppress(ZeroDivisionError):
        async with service.unit_of_work() as work:
            await service.record(work, event)
            raise ZeroDivisionError
    await service.say(question)
    assert await sequences(service, question) == [1, 2]


async def test_several_events_of_one_transaction_keep_their_order(quiet_service: SmallService) -> None:
    service, question = quiet_service, uuid4()
    event = QuestionSupplemented.example().model_copy(update={"question_id": question})
    async with service.unit_of_work() as work:
        ids = [await service.record(work, event) for _ in range(3)]
    rows = await service.ask("SELECT id FROM outbox ORDER BY position")
    assert [row.id for row in rows] == ids
    assert await sequences(service, question) == [1, 2, 3]
