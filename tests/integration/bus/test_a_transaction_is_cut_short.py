"""Somebody who is asked to end in the middle of a statement ends, and leaves a pool that works."""

import asyncio

import pytest
from integration.bus.small_service import until
from sqlalchemy import text

from loket_shared.db.database import Database

pytestmark = pytest.mark.asyncio

PATIENCE_SECONDS = 10
SLEEPING = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query = 'SELECT pg_sleep(60)'"


@pytest.mark.parametrize("door", ["driver", "session"])
async def test_who_is_asked_to_end_ends_and_the_next_is_served(database: Database, door: str) -> None:
    async def hold_on() -> None:
        async with database.begin() as transaction:
            if door == "driver":
                await transaction.driver.execute("SELECT pg_sleep(60)")
            else:
                await (await transaction.session.connection()).execute(text("SELECT pg_sleep(60)"))

    async def asleep() -> bool:
        async with database.begin() as transaction:
            return bool(await transaction.driver.fetchval(SLEEPING))

    holding = asyncio.create_task(hold_on())
    await until(asleep)
    holding.cancel()
    await asyncio.wait({holding}, timeout=PATIENCE_SECONDS)
    assert holding.cancelled()
    for _ in range(20):
        async with database.begin() as transaction:
            assert await transaction.driver.fetchval("SELECT 1") == 1
