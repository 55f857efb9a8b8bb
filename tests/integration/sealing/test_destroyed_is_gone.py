"""After a destruction no copy of the key is left in the database, and no process goes on using it."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from sqlalchemy import make_url

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.postgres_vault import PostgresVault, open_vault
from loket_stack.postgres.databases import Databases


async def _keys(vault: PostgresVault, question: UUID) -> Sequence[DataKey]:
    names = [KeyName(question, compartment) for compartment in Compartment]
    return list((await vault.ensure(names)).values())


@pytest.mark.asyncio
async def test_the_row_stays_without_its_key(
    owner: asyncpg.Connection, postgres_vaults: dict[str, PostgresVault]
) -> None:
    question, other = uuid4(), uuid4()
    await _keys(postgres_vaults["backoffice"], question)
    await _keys(postgres_vaults["backoffice"], other)
    await postgres_vaults["backoffice"].destroy(question)
    left = await owner.fetch("SELECT question_id, count(wrapped) AS wrapped FROM vault.keys GROUP BY 1")
    assert {question: 0, other: len(Compartment)}.items() <= {
        row["question_id"]: row["wrapped"] for row in left
    }.items()


@pytest.mark.asyncio
async def test_the_server_clears_row_versions_that_held_keys_as_soon_as_there_is_one(owner: asyncpg.Connection) -> None:
    told = "SELECT reloptions FROM pg_class WHERE oid = 'vault.keys'::regclass"
    assert {"autovacuum_vacuum_threshold=1", "autovacuum_vacuum_scale_factor=0"} <= set(await owner.fetchval(told))


@pytest.mark.asyncio
async def test_words_that_name_no_question_disturb_nobody_who_listens(
    databases: Databases,
    postgres_vaults: dict[str, PostgresVault],
    until: Callable[..., Awaitable[None]],
    caplog: pytest.LogCaptureFixture,
) -> None:
    question = uuid4()
    keys = await _keys(postgres_vaults["backoffice"], question)
    shared = next(key for key in keys if key.name.compartment is Compartment.QUESTION)
    stranger = await asyncpg.connect(databases.url("loket_notifications", "vault"))
    for words in ("", "no id", str(uuid4())):
        await stranger.execute("SELECT pg_notify('vault_destroyed', $1)", words)
    await stranger.close()
    assert await postgres_vaults["intake"].open([shared.kid]) == {shared.kid: shared}
    await postgres_vaults["backoffice"].destroy(question)

    async def gone() -> bool:
        return await postgres_vaults["intake"].open([shared.kid]) == {shared.kid: KeyState.DESTROYED}

    await until(gone)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


@pytest.mark.asyncio
async def test_every_process_hears_of_it(
    postgres_vaults: dict[str, PostgresVault], until: Callable[..., Awaitable[None]]
) -> None:
    question = uuid4()
    keys = await _keys(postgres_vaults["backoffice"], question)
    shared = next(key for key in keys if key.name.compartment is Compartment.QUESTION)
    for service in ("intake", "routing"):
        assert await postgres_vaults[service].open([shared.kid]) == {shared.kid: shared}
    await postgres_vaults["backoffice"].destroy(question)
    for service in ("intake", "routing", "backoffice"):

        async def gone(vault: PostgresVault = postgres_vaults[service]) -> bool:
            return await vault.open([shared.kid]) == {shared.kid: KeyState.DESTROYED}

        await until(gone)


@pytest.mark.asyncio
async def test_a_notification_that_names_nothing_is_passed_over(
    databases: Databases, postgres_vaults: dict[str, PostgresVault], until: Callable[..., Awaitable[None]]
) -> None:
    await until(lambda: _listen(databases, len(postgres_vaults)))
    failures: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: failures.append(context))
    stranger = await asyncpg.connect(databases.url("loket_routing", "vault"))
    await stranger.execute("NOTIFY vault_destroyed, 'not a question'")
    await stranger.close()
    (key,) = await _keys_of_question(postgres_vaults["intake"])
    await postgres_vaults["backoffice"].destroy(key.name.question_id)

    async def gone() -> bool:
        return await postgres_vaults["intake"].open([key.kid]) == {key.kid: KeyState.DESTROYED}

    await until(gone)
    assert failures == []


@pytest.mark.asyncio
async def test_it_is_heard_of_on_a_direct_connection_where_the_vault_is_behind_a_pooler(
    databases: Databases, owner: asyncpg.Connection, master_key_file: Path, until: Callable[..., Awaitable[None]]
) -> None:
    url = databases.url("loket_intake", "vault")
    nowhere = url.replace(f":{make_url(url).port}/", ":1/")
    async with open_vault(nowhere, master_key_file, VAULT_GRANTS["intake"], direct_url=url):
        await until(lambda: _listen(databases, 1))


async def _keys_of_question(vault: PostgresVault) -> Sequence[DataKey]:
    return list((await vault.ensure([KeyName(uuid4(), Compartment.QUESTION)])).values())


async def _listen(databases: Databases, count: int) -> bool:
    """Return whether so many connections listen at the vault."""
    superuser = await asyncpg.connect(databases.url("loket", "postgres"))
    try:
        return int(await superuser.fetchval(_LISTENING)) == count
    finally:
        await superuser.close()


_LISTENING = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = 'vault' AND state = 'idle' AND query ~ '^(LISTEN|SELECT 1)'
"""
