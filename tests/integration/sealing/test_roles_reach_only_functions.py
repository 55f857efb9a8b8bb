"""No service's role touches a table of the vault, or a function that is not for it."""

import asyncpg
import pytest

from loket_policy.vault import VAULT_GRANTS
from loket_shared.sealing.migrate import migrate
from loket_stack.postgres.databases import Databases

SERVICES = sorted(VAULT_GRANTS)
FORBIDDEN_TO_ALL = (
    "SELECT * FROM vault.keys",
    "SELECT * FROM vault.questions",
    "SELECT * FROM vault.roles",
    "SELECT * FROM vault.signing_keys",
    "UPDATE vault.roles SET compartments = '{question,asker,participation,answer,work,notice}'",
    "UPDATE vault.keys SET wrapped = NULL",
    "UPDATE vault.signing_keys SET revoked_at = NULL",
    "INSERT INTO vault.signing_keys VALUES (gen_random_uuid(), session_user, '', '', 1)",
    "INSERT INTO vault.questions VALUES (gen_random_uuid())",
    "DELETE FROM vault.keys",
    "TRUNCATE vault.keys CASCADE",
    "CREATE TABLE vault.mine (x int)",
    "CREATE OR REPLACE FUNCTION vault.me() RETURNS vault.roles LANGUAGE sql AS 'SELECT null::vault.roles'",
    "DROP FUNCTION vault.destroy(uuid)",
    "DO $$ BEGIN LOCK TABLE vault.keys IN ACCESS SHARE MODE; END $$",
    "DO $$ BEGIN LOCK TABLE vault.keys; END $$",
    "UPDATE vault.admission SET oldest = 0",
    "SET ROLE loket_vault",
    "SET SESSION AUTHORIZATION loket_vault",
)


@pytest.mark.asyncio
@pytest.mark.parametrize("service", SERVICES)
async def test_a_service_touches_no_table(owner: asyncpg.Connection, databases: Databases, service: str) -> None:
    connection = await asyncpg.connect(databases.url(f"loket_{service}", "vault"))
    try:
        for statement in FORBIDDEN_TO_ALL:
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await connection.execute(statement)
    finally:
        await connection.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("service", SERVICES)
async def test_a_function_of_the_callers_own_making_is_not_called(
    owner: asyncpg.Connection, databases: Databases, service: str
) -> None:
    """The functions look names up in the vault's schema only, whatever the caller's search path is."""
    connection = await asyncpg.connect(databases.url(f"loket_{service}", "vault"))
    try:
        await connection.execute("SET search_path = pg_temp, public")
        mine = await connection.fetchrow("SELECT * FROM vault.me()")
    finally:
        await connection.close()
    assert mine["name"] == f"loket_{service}"
    assert set(mine["compartments"]) == VAULT_GRANTS[service].compartments


@pytest.mark.asyncio
async def test_the_owner_itself_opens_nothing_by_the_functions(owner: asyncpg.Connection) -> None:
    with pytest.raises(asyncpg.InsufficientPrivilegeError):
        await owner.fetch("SELECT * FROM vault.open('{}')")


@pytest.mark.asyncio
async def test_migrating_again_changes_nothing(owner: asyncpg.Connection) -> None:
    queries = ("SELECT * FROM vault.roles ORDER BY name", "SELECT name FROM vault.migrations ORDER BY name")
    before = [await owner.fetch(query) for query in queries]
    await migrate(owner, VAULT_GRANTS.values())
    assert [await owner.fetch(query) for query in queries] == before
