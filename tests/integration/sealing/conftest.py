"""A vault in PostgreSQL, empty for each test, and each service's view of it."""

import asyncio
import os
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from loket_policy.vault import VAULT_GRANTS
from loket_shared.sealing.migrate import migrate
from loket_shared.sealing.postgres_vault import PostgresVault, open_vault
from loket_stack.postgres.databases import Databases

TRIES = 400
SECONDS_BETWEEN = 0.025

Until = Callable[[Callable[[], Awaitable[bool]]], Awaitable[None]]


@pytest.fixture
def until() -> Until:
    """Wait for what happens soon, without timing it."""

    async def wait(holds: Callable[[], Awaitable[bool]]) -> None:
        for _ in range(TRIES):
            if await holds():
                return
            await asyncio.sleep(SECONDS_BETWEEN)
        raise AssertionError("it never happened")

    return wait


@pytest.fixture
def master_key_file(tmp_path: Path) -> Path:
    """A fresh master key."""
    file = tmp_path / "master-key"
    file.write_bytes(b64encode(os.urandom(32)))
    return file


@pytest_asyncio.fixture
async def owner(databases: Databases) -> AsyncIterator[asyncpg.Connection]:
    """The owner's connection to a vault that was made anew."""
    connection = await asyncpg.connect(databases.url("loket_vault", "vault"))
    await connection.execute("DROP SCHEMA IF EXISTS vault CASCADE")
    await migrate(connection, VAULT_GRANTS.values())
    yield connection
    await connection.close()


@pytest_asyncio.fixture
async def postgres_vaults(
    databases: Databases, owner: asyncpg.Connection, master_key_file: Path
) -> AsyncIterator[dict[str, PostgresVault]]:
    """The vault as each service's role sees it."""
    async with AsyncExitStack() as stack:
        yield {
            service: await stack.enter_async_context(
                open_vault(databases.url(reach.role, "vault"), master_key_file, reach)
            )
            for service, reach in VAULT_GRANTS.items()
        }
