"""The trail in PostgreSQL: added to, chained within seconds, and never changed without notice."""

import asyncio
import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from integration.audit.tampering import FOUND_BY_THE_CHAIN, NO_TRIGGERS, execute
from kit.audit_trail import SECRET, trail
from kit.memory_vault import MemoryVault
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from loket_shared import audit
from loket_shared.audit.chain import EMPTY, unkeyed_link
from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.store import BEFORE_ALL, chained_after
from loket_shared.audit.verifying import Fault, Wrong, verify
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.database import Database
from loket_shared.failures import ErasedError
from loket_shared.sealing import Sealer

pytestmark = pytest.mark.asyncio

Recorder = Callable[..., Awaitable[None]]
Chainer = Callable[[], Awaitable[int]]


def _now() -> datetime:
    return datetime.now(UTC)


async def five_records(record: Recorder, chain: Chainer) -> None:
    for content in (b"sealed", None, b"sealed", None, None):
        await record(content=content)
    assert await chain() == 5


async def test_rows_commit_unchained_and_are_chained_once(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    await record(times=3)
    async with database.transaction() as session:
        assert {entry.link for entry in await audit.read_records(session, 10)} == {None}
    assert (await verify(database, keys)).link == 0
    assert [await chain(), await chain()] == [3, 0]
    await record(times=2)
    assert await chain() == 2
    verified = await verify(database, keys)
    assert (verified.link, verified.wrong) == (5, None)


async def test_many_chainers_make_one_chain(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    await record(times=40)
    assert sum(await asyncio.gather(*(chain() for _ in range(8)))) == 40
    assert (await verify(database, keys)).link == 40


async def test_a_row_that_commits_late_is_chained_too(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    """Its position is lower than that of rows that are chained already."""
    async with database.begin() as slow:
        audit.record(slow, keys, _now(), audit.AuditedAct("x", "case.read", "KV-2026-000001", "ok", ""))
        await record()
        assert await chain() == 1
    assert await chain() == 1
    verified = await verify(database, keys)
    assert (verified.link, verified.wrong) == (2, None)


async def test_what_is_slipped_in_is_found_before_it_is_chained(
    database: Database, superuser: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    await five_records(record, chain)
    (slipped_in,) = [each for each in FOUND_BY_THE_CHAIN if "backdated" in each.name]
    await execute(superuser, NO_TRIGGERS, *slipped_in.statements)
    verified = await verify(database, keys)
    assert verified.link == 5
    assert verified.wrong == Wrong(Fault.NOT_WRITTEN, position=6)


async def test_a_chain_rewritten_without_the_key_is_found(
    database: Database, superuser: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    await five_records(record, chain)
    await execute(superuser, NO_TRIGGERS, "UPDATE audit_records SET actor = 'nobody'")
    async with superuser.transaction() as session:
        connection = await session.connection()
        head = EMPTY
        for _, written in await chained_after(connection, BEFORE_ALL):
            head = unkeyed_link(head, written)
            values = {"at": written.position, "hash": head.hash}
            await connection.execute(text("UPDATE audit_records SET hash = :hash WHERE position = :at"), values)
    wrong = (await verify(database, keys)).wrong
    assert wrong == Wrong(Fault.CHANGED, 1, position=1)


async def test_a_key_can_be_replaced_and_what_it_made_stays_valid(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    await record(times=2)
    await chain()
    both = trail(SECRET, b"n" * 32).keys
    async with database.begin() as transaction:
        audit.record(transaction, both, _now(), audit.AuditedAct("x", "case.read", "KV-2026-000001", "ok", ""))
    await record()  # by a process that does not have the new key yet
    async with database.transaction() as session:
        assert await audit.chain_records(session, both) == 2
    assert (await verify(database, both)).wrong is None
    assert (await verify(database, keys)).wrong == Wrong(Fault.UNKNOWN_KEY, 3, position=3)
    await record()
    await chain()  # somebody chains with the old one still
    assert (await verify(database, both)).wrong == Wrong(Fault.OLD_KEY, 5, position=5)


async def test_erasing_leaves_the_chain_whole_and_the_content_closed(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    vault, question = MemoryVault(), uuid4()
    sealer = Sealer(vault)
    await record(content=await sealer.seal(b"what was read", KeyName(question, Compartment.QUESTION), b"audit"))
    await chain()
    before = await verify(database, keys)
    await vault.destroy(question)
    assert await verify(database, keys) == before
    assert before.wrong is None
    async with database.transaction() as session:
        (entry,) = await audit.read_records(session, 10)
    assert entry.content is not None
    with pytest.raises(ErasedError):
        await sealer.open(entry.content, b"audit")


async def test_a_long_trail_is_read_in_pages(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer
) -> None:
    await _many(database, keys, 1201)
    while await chain():
        pass
    verified = await verify(database, keys, share=0.5)
    assert (verified.link, verified.wrong) == (1201, None)


async def test_the_owner_is_refused_by_the_triggers(database: Database, superuser: Database, record: Recorder) -> None:
    """Not by its rights: by mistake it changes nothing either."""
    await record()
    for statement in ("UPDATE audit_records SET actor = 'x'", "DELETE FROM audit_records", "TRUNCATE audit_records"):
        with pytest.raises(DBAPIError, match="final"):
            await execute(superuser, statement)


async def test_the_command_verifies(
    database: Database, keys: AuditKeys, record: Recorder, chain: Chainer, tmp_path: Path
) -> None:
    await record(times=2)
    await chain()
    verified = await verify(database, keys)
    assert _command(database, tmp_path).returncode == 0
    assert _command(database, tmp_path, str(verified.link), verified.hash.hex()).returncode == 0
    broken = _command(database, tmp_path, "3", verified.hash.hex())
    assert broken.returncode == 1
    assert "record 3 is gone, and was published" in broken.stderr
    assert _command(database, tmp_path, "1", verified.hash.hex()).returncode == 1


def _command(database: Database, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    key = folder / "audit-key"
    key.write_bytes(b64encode(SECRET))
    environment = {**os.environ, "LOKET_DATABASE_URL": database.url, "LOKET_AUDIT_KEY_FILE": str(key)}
    command = [sys.executable, "-m", "loket_shared.audit", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603


async def _many(database: Database, keys: AuditKeys, times: int) -> None:
    async with database.begin() as transaction:
        for _ in range(times):
            audit.record(transaction, keys, _now(), audit.AuditedAct("x", "case.read", "KV-2026-000001", "ok", ""))
