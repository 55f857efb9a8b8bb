"""Transient failures (docs/architecture.md#failure): backed off in place, then put back; nothing is passed over."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from integration.bus.small_service import SmallService, in_order
from sqlalchemy import text

from loket_shared.broker.retryable import is_transient
from loket_shared.bus.handlers import Incoming
from loket_shared.failures import TransientError

pytestmark = pytest.mark.asyncio


async def test_a_dependency_that_is_away_for_long_delays_but_loses_nothing(service: SmallService) -> None:
    question, attempts = uuid4(), []

    async def away(incoming: Incoming[Any]) -> None:
        attempts.append(incoming.sequence)
        if len(attempts) < 15:
            raise TransientError("away")

    service.trouble = away
    for _ in range(3):
        await service.say(question)
    async with service.running():
        done = await service.until_done(3)
    assert in_order(done)
    assert attempts[:15] == [1] * 15
    assert await service.letters() == []


async def test_an_unreachable_vault_is_waited_for(quiet_service: SmallService) -> None:
    service = quiet_service
    await service.say(uuid4())
    service.vault.reachable = False
    async with service.running():
        await asyncio.sleep(0.5)
        assert await service.outcomes() == {}
        service.vault.reachable = True
        await service.until_done(1)
    assert await service.letters() == []


async def test_an_erased_question_is_passed_over(service: SmallService) -> None:
    gone, other = uuid4(), uuid4()
    event = await service.say(gone)
    await service.say(other)
    service.keys.destroy(gone)
    async with service.running():
        done = await service.until_done(1)
        await service.say(other)
        done = await service.until_done(2)
    assert {effect.key for effect in done} == {str(other)}
    assert (await service.outcomes())[str(event)] == "erased"


async def test_a_database_that_drops_every_connection_is_waited_for(service: SmallService) -> None:
    questions = [uuid4() for _ in range(5)]
    async with service.running():
        for _ in range(4):
            for question in questions:
                await _insist(service, question)
            await _cut_every_connection(service)
        done = await service.until_done(20)
    assert len(done) == 20
    assert in_order(done)
    assert set((await service.outcomes()).values()) == {"handled"}


async def _insist(service: SmallService, question: UUID) -> None:
    """Publish, again after a refusal: the publisher's own request would have failed and come back."""
    while True:
        try:
            await service.say(question)
        except Exception as failure:
            if not is_transient(failure):
                raise
        else:
            return


async def _cut_every_connection(service: SmallService) -> None:
    cut = """
        SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid()
    """
    async with service.database.engine.connect() as connection:
        await connection.execute(text(cut))
