"""The database of one service, for a test that runs it."""

import asyncio
import os
import subprocess
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache

import asyncpg

from loket_shared.db.database import Database
from loket_shared.service.migrations import migrate
from loket_stack.paths import Paths
from loket_stack.postgres.databases import Databases, owner_of
from loket_stack.postgres.server import find_installation

_NOTHING = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;"


@asynccontextmanager
async def empty_database(databases: Databases, service: str, package: str | None = None) -> AsyncIterator[Database]:
    """Open the database of ``service`` with nothing in it, in its newest shape, as the role that the service runs as.

    ``package`` is whose migrations are run, where that is another.
    """
    shape = await asyncio.to_thread(_shape, databases, service, package or f"loket_{service}")
    await _run(databases, service, _NOTHING + shape)
    database = Database(address(databases, f"loket_{service}", service), pool=5)
    yield database
    await database.close()


@asynccontextmanager
async def owner_database(databases: Databases, service: str) -> AsyncIterator[Database]:
    """Open the database of ``service`` as the owner of its tables."""
    owner = Database(address(databases, owner_of(service), service), pool=1)
    try:
        yield owner
    finally:
        await owner.close()


@cache
def _shape(databases: Databases, service: str, package: str) -> str:
    """Return the statements that make a database as the migrations leave it; they are run once."""
    asyncio.run(_migrate_anew(databases, service, package))
    return _dump(databases, service)


def _dump(databases: Databases, service: str) -> str:
    program = str(find_installation(Paths.of()).programs / "bin" / "pg_dump")
    owner = owner_of(service)
    command = [program, "--schema=public", "--no-owner", "--inserts", databases.address(owner, service)]
    password = {"PGPASSWORD": databases.password(owner)}
    script = subprocess.run(command, env=os.environ | password, capture_output=True, text=True, check=True).stdout  # noqa: S603
    # The schema itself is there already, and lines for psql are none for the server.
    left_out = ("CREATE SCHEMA public;", "\\")
    return "\n".join(line for line in script.splitlines() if not line.startswith(left_out))


async def _migrate_anew(databases: Databases, service: str, package: str) -> None:
    await _run(databases, service, _NOTHING)
    async with owner_database(databases, service) as owner:
        await migrate(owner, package, f"loket_{service}")


async def _run(databases: Databases, service: str, statements: str) -> None:
    connection = await asyncpg.connect(databases.url(owner_of(service), service))
    try:
        await connection.execute(statements)
    finally:
        await connection.close()


def address(databases: Databases, role: str, database: str) -> str:
    """Return the address of ``database`` for ``role``, as a service is told it."""
    return databases.url(role, database).replace("postgresql://", "postgresql+asyncpg://")
