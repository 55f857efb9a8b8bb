"""A process that hangs keeps nobody waiting: the database ends its session, and another takes its turn."""

import asyncio
from uuid import uuid4

import asyncpg
import pytest
import pytest_asyncio
from integration.bus.small_service import PATIENCE_SECONDS, SmallService
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loket_shared.broker.kafka import LOOK_SECONDS, SESSION_MILLISECONDS
from loket_shared.broker.retryable import is_transient
from loket_shared.db import connection
from loket_shared.db.connection import SILENT_SECONDS
from loket_shared.db.database import Database
from loket_shared.observability.tasks import Heartbeat
from loket_shared.outbox.leader_lock import LockWait, acquire_lock, relay_connection
from loket_shared.outbox.publisher import SEND_SECONDS
from loket_shared.outbox.signal import RelaySignal

pytestmark = pytest.mark.asyncio

REPLACED_SECONDS = 30


@pytest_asyncio.fixture
async def impatient(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that waits less than two seconds for whoever is silent."""
    monkeypatch.setitem(connection._ALSO_IDLE, "idle_session_timeout", "1500ms")
    monkeypatch.setitem(connection._LIMITS, "idle_in_transaction_session_timeout", "300ms")
    await database.close()  # what is in the pool had its limits before


@pytest.mark.usefixtures("impatient")
async def test_a_relay_that_is_silent_loses_its_lock_to_another(quiet_service: SmallService) -> None:
    url, stop = quiet_service.database.url, asyncio.Event()
    async with relay_connection(url, RelaySignal()) as silent, relay_connection(url, RelaySignal()) as other:
        assert await acquire_lock(silent, stop, LockWait(silent, "test", Heartbeat("relay")))
        async with asyncio.timeout(PATIENCE_SECONDS):
            assert await acquire_lock(other, stop, LockWait(other, "test", Heartbeat("relay")))
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            await silent.execute("UPDATE outbox SET published_at = now()")


@pytest.mark.usefixtures("impatient")
async def test_a_transaction_that_is_silent_lets_go_of_what_it_locks(database: Database) -> None:
    taken = text("INSERT INTO done (position, key) VALUES (1, 'same')")
    async with database.engine.connect() as silent:
        await silent.execute(taken)
        async with asyncio.timeout(PATIENCE_SECONDS), database.engine.begin() as other:
            await other.execute(taken)
        with pytest.raises(DBAPIError) as ended:
            await silent.execute(text("SELECT 1"))
        assert is_transient(ended.value)


@pytest.mark.usefixtures("impatient")
async def test_a_handler_that_lost_its_turn_that_way_is_run_again(quiet_service: SmallService) -> None:
    service = quiet_service
    slept: list[bool] = []

    async def sleep_once(_: object) -> None:
        if not slept:
            slept.append(True)
            await asyncio.sleep(1)

    service.trouble = sleep_once
    await service.say(uuid4())
    async with service.running():
        assert len(await service.until_done(1)) == 1
    assert await service.letters() == []


async def test_every_connection_of_the_pool_has_the_limits(database: Database) -> None:
    async with database.transaction() as session:
        limits = {name: await session.scalar(text(f"SHOW {name}")) for name in connection._LIMITS}
    assert all(limit not in ("0", "") for limit in limits.values()), limits


async def test_a_relay_never_waits_for_kafka_as_long_as_the_database_waits_for_a_relay() -> None:
    assert max(SEND_SECONDS, LOOK_SECONDS) < SILENT_SECONDS
    assert SILENT_SECONDS * 2 <= REPLACED_SECONDS
    assert SESSION_MILLISECONDS * 2 <= REPLACED_SECONDS * 1000
