"""From the audit trail to the log of processing: in order, acknowledged, and the same once more after a crash."""

import asyncio
import json
import stat
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import pytest_asyncio
from integration.audit.conftest import ACT
from kit.audit_trail import trail
from kit.memory_vault import MemoryVault

from loket_policy.policy import DESK_POLICY
from loket_shared import audit
from loket_shared.db.database import Database
from loket_shared.observability import metrics
from loket_shared.observability.clock import SystemClock
from loket_shared.processing_log.records import LogRecord
from loket_shared.processing_log.stores import FileStore, NotKeptError
from loket_shared.service.log_shipper import run_log_shipper, ship

Record = Callable[..., Awaitable[None]]


class FakeStore:
    """Keeps what it is sent, unless it is away; it may also keep and then be cut off before it says so."""

    def __init__(self) -> None:
        self.kept: list[LogRecord] = []
        self.away = False
        self.cut_off = False

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        if self.away:
            raise NotKeptError("away")
        self.kept += records
        if self.cut_off:
            raise asyncio.CancelledError


def _runtime(database: Database, folder: Path | None = None) -> Any:
    settings = SimpleNamespace(intake_url="https://desk.example", ldv_endpoint=None, ldv_dir=folder)
    definition = SimpleNamespace(name="backoffice", policy=DESK_POLICY)
    return SimpleNamespace(
        database=database, settings=settings, definition=definition, vault=MemoryVault(), clock=SystemClock()
    )


@pytest_asyncio.fixture
async def runtime(database: Database) -> Any:
    return _runtime(database)


async def _chain(database: Database) -> None:
    async with database.transaction() as session:
        await audit.chain_records(session, trail().keys)


def _ids(records: Sequence[LogRecord]) -> list[str]:
    return [record.span_id for record in records]


@pytest.mark.asyncio
async def test_what_is_chained_is_sent_once_and_in_order(runtime: Any, record: Record) -> None:
    store = FakeStore()
    await record()
    assert await ship(runtime, store) == 0  # it has no link yet
    for subject in ("KV-2026-000001", "KV-2026-000002"):
        await record(subject=subject)
    await _chain(runtime.database)
    assert [await ship(runtime, store), await ship(runtime, store)] == [3, 0]
    await record()
    await _chain(runtime.database)
    assert await ship(runtime, store) == 1
    subjects = [kept.attributes["dpl.core.data_subject_id"] for kept in store.kept]
    assert [subjects.index(subject) for subject in subjects] == [0, 1, 2, 0]
    assert len(set(_ids(store.kept))) == 4


@pytest.mark.asyncio
async def test_nothing_is_lost_while_the_store_is_away(runtime: Any, record: Record) -> None:
    store = FakeStore()
    store.away = True
    await record(times=3)
    await _chain(runtime.database)
    for _ in range(2):
        with pytest.raises(NotKeptError):
            await ship(runtime, store)
    await record()  # acts go on
    await _chain(runtime.database)
    store.away = False
    assert await ship(runtime, store) == 4


class FakeGauge:
    def __init__(self) -> None:
        self.values: list[float] = []

    def set(self, value: float) -> None:
        self.values.append(value)


@pytest.mark.asyncio
async def test_how_long_the_store_is_behind_shows_only_while_it_is_away(
    runtime: Any, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A figure that moved with every act would tell of covert work too."""
    gauge, store = FakeGauge(), FakeStore()
    monkeypatch.setattr(metrics, "processing_log_age", gauge)
    await record()
    await _chain(runtime.database)
    store.away = True
    with pytest.raises(NotKeptError):
        await ship(runtime, store)
    assert gauge.values[-1] > 0
    store.away = False
    for _ in range(2):
        await ship(runtime, store)
        await record()
        await _chain(runtime.database)
    assert gauge.values[1:] == [0.0, 0.0]


@pytest.mark.asyncio
async def test_a_crash_after_sending_sends_the_same_records_again(runtime: Any, record: Record) -> None:
    store = FakeStore()
    await record(times=3)
    await _chain(runtime.database)
    store.cut_off = True
    with pytest.raises(asyncio.CancelledError):
        await ship(runtime, store)
    store.cut_off = False
    await record()
    await _chain(runtime.database)
    assert await ship(runtime, store) == 4
    assert store.kept[:3] == store.kept[3:6]
    assert len(set(_ids(store.kept))) == 4


@pytest.mark.asyncio
async def test_a_record_that_commits_late_is_sent_too(runtime: Any, record: Record) -> None:
    """Its position is lower than that of records that were sent already; its link is not."""
    store = FakeStore()
    async with runtime.database.begin() as slow:
        audit.record(slow, trail().keys, SystemClock().now(), ACT)
        await record()
        await _chain(runtime.database)
        assert await ship(runtime, store) == 1
    await _chain(runtime.database)
    assert await ship(runtime, store) == 1


@pytest.mark.asyncio
async def test_replicas_take_turns(runtime: Any, record: Record) -> None:
    store = FakeStore()
    await record(times=20)
    await _chain(runtime.database)
    assert sum(await asyncio.gather(*(ship(runtime, store) for _ in range(6)))) == 20
    assert len(store.kept) == 20


@pytest.mark.asyncio
async def test_acts_are_told_with_when_they_began_and_ended(runtime: Any, record: Record) -> None:
    store = FakeStore()
    await record()
    await _chain(runtime.database)
    await ship(runtime, store)
    (kept,) = store.kept
    assert 0 < kept.start_time <= kept.end_time


@pytest.mark.asyncio
async def test_a_running_service_writes_lines_that_only_it_may_read(
    runtime: Any, record: Record, tmp_path: Path
) -> None:
    folder = tmp_path / "ldv"
    await record(times=2)
    await _chain(runtime.database)
    loop = asyncio.create_task(run_log_shipper(_runtime(runtime.database, folder)))
    try:
        file = folder / "backoffice.jsonl"
        while not file.exists() or file.read_text().count("\n") < 2:
            assert not loop.done()
            await asyncio.sleep(0.05)
    finally:
        loop.cancel()
        await asyncio.gather(loop, return_exceptions=True)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert {line["name"] for line in lines} == {"Zaak ingezien"}


@pytest.mark.asyncio
async def test_a_store_that_appears_later_gets_everything(runtime: Any, record: Record, tmp_path: Path) -> None:
    await record(times=2)
    await _chain(runtime.database)
    loop = asyncio.create_task(run_log_shipper(runtime))  # it was told of no store
    await asyncio.sleep(0.2)
    assert not loop.done()
    loop.cancel()
    await asyncio.gather(loop, return_exceptions=True)
    assert await ship(runtime, FileStore(tmp_path)) == 2
