"""After a destruction no copy of the key is left in the database, and no process goes on using it."""

from collections.abc import Awaitable, Callable, Sequence
from uuid import UUID, uuid4

import asyncpg
import pytest

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.postgres_vault import PostgresVault


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
async def test_the_row_versions_that_held_it_are_cleared(
    owner: asyncpg.Connection, postgres_vaults: dict[str, PostgresVault]
) -> None:
    question = uuid4()
    await _keys(postgres_vaults["backoffice"], question)
    await postgres_vaults["backoffice"].destroy(question)
    await owner.execute("SELECT pg_stat_force_next_flush()")
    swept = "SELECT vacuum_count > 0 FROM pg_stat_user_tables WHERE relid = 'vault.keys'::regclass"
    assert await owner.fetchval(swept)


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
