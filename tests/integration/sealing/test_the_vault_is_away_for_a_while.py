"""A vault that does not answer says nothing about any key, and is used again once it is back."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.connection import SILENT_SECONDS
from loket_shared.failures import VaultUnreachableError
from loket_shared.sealing.postgres_vault import PostgresVault, open_vault
from loket_stack.postgres.databases import Databases

END_ALL = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'vault' AND usename LIKE 'loket_%'"


@pytest.mark.asyncio
async def test_a_service_starts_without_it_and_every_call_says_so(master_key_file: Path, unused_tcp_port: int) -> None:
    name = KeyName(uuid4(), Compartment.QUESTION)
    url = f"postgresql+asyncpg://nobody@127.0.0.1:{unused_tcp_port}/vault"
    async with open_vault(url, master_key_file, VAULT_GRANTS["backoffice"]) as vault:
        for call in (
            vault.allocate(),
            vault.ensure([name]),
            vault.open([uuid4()]),
            vault.destroy(name.question_id),
            vault.is_destroyed(name.question_id),
            vault.signing_key(),
            vault.public_key(uuid4()),
            vault.valid_signing_keys(),
        ):
            with pytest.raises(VaultUnreachableError):
                await call


@pytest.mark.asyncio
async def test_it_is_used_again_after_every_connection_broke(
    databases: Databases, postgres_vaults: dict[str, PostgresVault], until: Callable[..., Awaitable[None]]
) -> None:
    backoffice, name = postgres_vaults["backoffice"], KeyName(uuid4(), Compartment.ANSWER)
    before = await backoffice.ensure([name])
    superuser = await asyncpg.connect(databases.url("loket", "postgres"))
    await superuser.execute(END_ALL)
    await superuser.close()

    async def back() -> bool:
        try:
            question = await postgres_vaults["intake"].allocate()
            (key,) = (await postgres_vaults["intake"].ensure([KeyName(question, Compartment.QUESTION)])).values()
            return await backoffice.ensure([name]) == before and await backoffice.open([key.kid]) == {key.kid: key}
        except VaultUnreachableError:
            return False

    await until(back)


@pytest.mark.asyncio
async def test_a_vault_that_is_not_migrated_yet_counts_as_away(
    databases: Databases, owner: asyncpg.Connection, master_key_file: Path
) -> None:
    await owner.execute("DROP SCHEMA vault CASCADE")
    async with open_vault(
        databases.url("loket_backoffice", "vault"), master_key_file, VAULT_GRANTS["backoffice"]
    ) as vault:
        with pytest.raises(VaultUnreachableError):
            await vault.ensure([KeyName(uuid4(), Compartment.QUESTION)])


@pytest.mark.asyncio
async def test_the_vault_ends_a_session_whose_service_hangs(postgres_vaults: dict[str, PostgresVault]) -> None:
    for vault in postgres_vaults.values():
        ((limit,),) = await vault._database._fetch("SHOW idle_in_transaction_session_timeout")
        assert limit == f"{SILENT_SECONDS}s"
