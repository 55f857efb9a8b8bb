"""The right to send is a lock of a session: behind a pooler that lends sessions, nobody may have it."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

import asyncpg
import pytest
from integration.bus.pooler import pooled
from integration.bus.small_service import SmallService, until

from loket_shared.db.connection import dsn_of
from loket_shared.db.database import Database
from loket_shared.observability import logs, metrics, tasks
from loket_shared.observability.tasks import Heartbeat
from loket_shared.outbox.leader_lock import (
    LockWait,
    SharedSessionError,
    acquire_lock,
    relay_connection,
    require_own_session,
    shared_session_explained,
)
from loket_shared.outbox.relay import Relay
from loket_shared.outbox.signal import RelaySignal

pytestmark = pytest.mark.asyncio


class FakeGauge:
    """Remembers what was measured."""

    def __init__(self) -> None:
        self.values: list[float] = []

    def set(self, value: float, attributes: dict[str, str]) -> None:
        self.values.append(value)


@asynccontextmanager
async def running(relay: Relay) -> AsyncIterator[None]:
    stop = asyncio.Event()
    task = asyncio.ensure_future(relay.run(stop))
    try:
        yield
    finally:
        stop.set()
        await task


async def test_the_database_itself_is_taken(database: Database) -> None:
    async with relay_connection(database.url, RelaySignal()) as connection:
        await require_own_session(connection, database.url)


@pytest.mark.parametrize("in_turn", [False, True])
async def test_a_pooler_that_lends_sessions_for_a_transaction_is_refused(database: Database, in_turn: bool) -> None:
    async with (
        pooled(database.url, lends=True, in_turn=in_turn) as url,
        relay_connection(url, RelaySignal()) as connection,
    ):
        with pytest.raises(SharedSessionError, match="LOKET_DATABASE_DIRECT_URL"), shared_session_explained():
            await require_own_session(connection, url)


@pytest.mark.parametrize("in_turn", [False, True])
async def test_so_is_one_that_has_sessions_of_others_to_lend(database: Database, in_turn: bool) -> None:
    async with pooled(database.url, lends=True, in_turn=in_turn) as url:
        others = [await asyncpg.connect(dsn_of(url)) for _ in range(4)]
        async with relay_connection(url, RelaySignal()) as connection:
            for other in others:
                await other.execute("SELECT 1")
            with pytest.raises(SharedSessionError), shared_session_explained():
                await require_own_session(connection, url)
        for other in others:
            await other.close()


async def test_a_pooler_that_leaves_each_client_its_session_is_taken(database: Database) -> None:
    async with pooled(database.url, lends=False) as url, relay_connection(url, RelaySignal()) as connection:
        assert connection.get_server_pid() != await connection.fetchval("SELECT pg_backend_pid()")
        await require_own_session(connection, url)


async def test_such_a_relay_complains_and_sends_by_a_direct_address(
    quiet_service: SmallService, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "LASTING_SECONDS", 0.5)
    direct = quiet_service.database.url
    await quiet_service.say(uuid4())
    async with pooled(direct, lends=True) as url:
        database = Database(url)
        refused = quiet_service.relay()
        refused._database = database
        async with running(refused):

            async def complains() -> bool:
                return "needs a session of its own" in (refused.heartbeat.problem or "")

            await until(complains)
            assert await unsent(quiet_service) == 1
        await database.close()
        quiet_service.database = Database(url, direct_url=direct)
        async with running(quiet_service.relay()):

            async def sent() -> bool:
                return await unsent(quiet_service) == 0

            await until(sent)
        await quiet_service.database.close()


async def unsent(service: SmallService) -> int:
    """Return how many events wait."""
    (row,) = await service.ask("SELECT count(*) FROM outbox WHERE published_at IS NULL")
    return int(row[0])


async def test_who_waits_for_the_lock_tells_its_holder_and_measures_the_backlog(
    quiet_service: SmallService, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    logs.configure("test", "INFO")
    gauge, url = FakeGauge(), quiet_service.database.url
    monkeypatch.setattr(metrics, "outbox_unpublished", gauge)
    await quiet_service.say(uuid4())
    async with relay_connection(url, RelaySignal()) as holder:
        assert await acquire_lock(holder, asyncio.Event(), LockWait(holder, "test", Heartbeat("relay")))
        async with running(quiet_service.relay()):

            async def measured() -> bool:
                return len(gauge.values) >= 2

            await until(measured)
        lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        waits = [line["holder_pid"] for line in lines if line["message"] == "waiting for the relay lock"]
        assert waits == [holder.get_server_pid()]
    assert set(gauge.values) == {1}
