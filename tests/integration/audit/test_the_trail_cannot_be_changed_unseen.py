"""The trail in PostgreSQL: added to, chained within seconds, and never changed without notice."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loket_shared import audit
from loket_shared.audit.chain import EMPTY, Head
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.database import Database
from loket_shared.failures import Erased
from loket_shared.sealing import Sealer
from loket_shared.sealing.memory import MemoryVault

DISABLE = "ALTER TABLE audit_records DISABLE TRIGGER USER"
INSERT = """
INSERT INTO audit_records (time, actor, action, object, result, origin) VALUES (now(), '', '', '', '', '')
"""
Record = Callable[..., Awaitable[None]]


async def _chain(database: Database) -> int:
    async with database.transaction() as session:
        return await audit.chain_records(session)


async def _verify(database: Database, seen: Head = EMPTY) -> Head:
    async with database.transaction() as session:
        return await audit.verify(session, seen)


async def _execute(database: Database, *statements: str) -> None:
    async with database.engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.asyncio
async def test_rows_commit_unchained_and_are_chained_once(database: Database, record: Record) -> None:
    await record(times=3)
    async with database.transaction() as session:
        assert {entry.link for entry in await audit.read_records(session, 10)} == {None}
    assert await _verify(database) == EMPTY
    assert [await _chain(database), await _chain(database)] == [3, 0]
    head = await _verify(database)
    await record(times=2)
    assert await _chain(database) == 2
    assert (head.link, (await _verify(database, seen=head)).link) == (3, 5)


@pytest.mark.asyncio
async def test_many_chainers_make_one_chain(database: Database, record: Record) -> None:
    await record(times=40)
    assert sum(await asyncio.gather(*(_chain(database) for _ in range(8)))) == 40
    assert (await _verify(database)).link == 40


@pytest.mark.asyncio
async def test_a_row_that_commits_late_is_chained_too(database: Database, record: Record) -> None:
    """Its position is lower than that of rows that are chained already."""
    async with database.transaction() as slow:
        insert = (
            "INSERT INTO audit_records (time, actor, action, object, result, origin) VALUES (now(), '', '', '', '', '')"
        )
        await (await slow.connection()).execute(text(insert))
        await record()
        assert await _chain(database) == 1
    assert await _chain(database) == 1
    assert (await _verify(database)).link == 2


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_records SET actor = 'nobody'",
        "UPDATE audit_records SET link = link + 1",
        "UPDATE audit_records SET hash = '\\x00'",
        "UPDATE audit_records SET content = NULL, link = 9, hash = '\\x00'",
        "DELETE FROM audit_records",
        "TRUNCATE audit_records",
    ],
)
@pytest.mark.parametrize("chained", [True, False])
async def test_the_database_refuses_a_change(database: Database, record: Record, statement: str, chained: bool) -> None:
    await record(content=b"sealed")
    if chained:
        await _chain(database)
    with pytest.raises(DBAPIError, match="final"):
        await _execute(database, statement)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("tampering", "link"),
    [
        ("UPDATE audit_records SET actor = 'nobody' WHERE link = 2", 2),
        ("UPDATE audit_records SET content = NULL WHERE link = 3", 3),
        ("UPDATE audit_records SET hash = '\\x00' WHERE link = 4", 4),
        ("DELETE FROM audit_records WHERE link = 1", 1),
        ("DELETE FROM audit_records WHERE link = 3", 3),
        ("DELETE FROM audit_records WHERE link > 3", 4),
        ("DELETE FROM audit_records", 1),
    ],
)
async def test_a_change_around_the_database_is_found(
    database: Database, record: Record, tampering: str, link: int
) -> None:
    await record(times=5, content=b"sealed")
    await _chain(database)
    seen = await _verify(database)
    await _execute(database, DISABLE, tampering)
    with pytest.raises(audit.BrokenChain) as broken:
        await _verify(database, seen)
    assert broken.value.link == link


@pytest.mark.asyncio
async def test_erasing_leaves_the_chain_whole_and_the_content_closed(database: Database, record: Record) -> None:
    vault, question = MemoryVault(), uuid4()
    sealer = Sealer(vault)
    await record(content=await sealer.seal(b"what was read", KeyName(question, Compartment.QUESTION), b"audit"))
    await _chain(database)
    head = await _verify(database)
    await vault.destroy(question)
    assert await _verify(database, head) == head
    async with database.transaction() as session:
        (entry,) = await audit.read_records(session, 10)
    assert entry.content is not None
    with pytest.raises(Erased):
        await sealer.open(entry.content, b"audit")


@pytest.mark.asyncio
async def test_reads_newest_first_page_by_page_and_only_about_what_may_be_seen(
    database: Database, record: Record
) -> None:
    await record(times=3)
    await record(times=2, subject="other")
    async with database.transaction() as session:
        first = await audit.read_records(session, limit=2)
        rest = await audit.read_records(session, limit=9, before=first[-1].position)
        mine = await audit.read_records(session, limit=9, objects=["KV-2026-000123"])
    positions = [entry.position for entry in (*first, *rest)]
    assert positions == sorted(positions, reverse=True)
    assert len(positions) == 5
    assert {entry.object for entry in mine} == {"KV-2026-000123"}
    assert len(mine) == 3


@pytest.mark.asyncio
async def test_the_command_verifies(database: Database, record: Record) -> None:
    await record(times=2)
    await _chain(database)
    head = await _verify(database)
    assert _command(database, str(head.link), head.hash.hex()).returncode == 0
    broken = _command(database, "3", head.hash.hex())
    assert broken.returncode == 1
    assert "broken at link 3" in broken.stderr


def _command(database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "LOKET_DATABASE_URL": database.url}
    command = [sys.executable, "-m", "loket_shared.audit", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


@dataclass(frozen=True)
class _Runtime:
    database: Database


@pytest.mark.asyncio
async def test_new_records_are_chained_while_the_service_runs(database: Database, record: Record) -> None:
    chainer = asyncio.create_task(audit.keep_chained(_Runtime(database)))
    try:
        for wanted in (2, 4):
            await record(times=2)
            while (await _verify(database)).link < wanted:
                assert not chainer.done()
                await asyncio.sleep(0.05)
    finally:
        chainer.cancel()
        await asyncio.gather(chainer, return_exceptions=True)
