"""The role that a service runs as: what it may do to each table, and that the tables are not its own."""

from collections.abc import AsyncIterator

import asyncpg
import pytest
import pytest_asyncio
from kit.service_database import empty_database, owner_database
from sqlalchemy import text

from loket_shared.service.migrated import NotMigratedError, require_migrated
from loket_shared.service.migrations import migrate
from loket_stack.postgres.databases import SERVICES, Databases, owner_of

S, SI, SU, SIU = "select", "select insert", "select update", "select insert update"
SIUD = "select insert update delete"
_AUDIT = [
    "time",
    "actor",
    "action",
    "object",
    "result",
    "origin",
    "content",
    "times",
    "trace_id",
    "caller_span_id",
    "mac",
]
SHARED = {
    "alembic_version": S,
    "audit_records": " ".join([S, *(f"insert({name})" for name in _AUDIT), "update(hash) update(link)"]),
    "audit_heads": SU,
    "outbox": f"{SI} update(offset) update(partition) update(published_at) update(signing_key)",
    "outbox_sequences": SIU,
    "outbox_log_ends": SIU,
    "inbox": f"{SI} update(outcome) update(recorded_at)",
    "inbox_progress": SIU,
    "inbox_parked": SIUD,
    "dead_letters": SIU,
    "processing_log": SU,
}
SIGN_IN = {"sessions": SIUD, "stashed_forms": SIUD, "logout_tokens": SIUD}
RIGHTS = {
    "intake": {
        **SHARED,
        **SIGN_IN,
        "questions": SIU,
        "facts": SIU,
        "idempotency_keys": SIUD,
        "drafts": SIUD,
    },
    "routing": {
        **SHARED,
        **SIGN_IN,
        "questions": SIU,
        "decisions": SIUD,
        "evidence": SIUD,
        "rule_sets": SIU,
        "rule_set_steps": SI,
        "rule_set_activations": SIU,
        "simulations": SIU,
        "simulation_changes": SIUD,
        "idempotency_keys": SIUD,
    },
    "backoffice": {
        **SHARED,
        **SIGN_IN,
        "cases": SIU,
        "case_facts": SI,
        "answers": SIU,
        "erasures": SIU,
        "requests": SIU,
        "notes": SI,
        "clocks": SIUD,
        "told_thresholds": SI,
        "delayed_events": SIUD,
        "idempotency_keys": SIUD,
    },
    "notifications": {
        **SHARED,
        "questions": SIU,
        "waiting_news": SIUD,
        "deliveries": SIU,
        "dead_letter_owners": SIUD,
        "idempotency_keys": SIUD,
    },
}
_OF_TABLES = """
    SELECT c.relname AS name, lower(a.privilege_type) AS right
    FROM pg_class c, aclexplode(c.relacl) a JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm') AND r.rolname = $1
"""
_OF_COLUMNS = """
    SELECT c.relname AS name, lower(a.privilege_type) || '(' || t.attname || ')' AS right
    FROM pg_class c JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
    JOIN pg_roles r ON r.oid = a.grantee
    WHERE c.relnamespace = 'public'::regnamespace AND r.rolname = $1
"""
_OWNED = """
    SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relowner = $1::regrole
    UNION SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proowner = $1::regrole
    UNION SELECT nspname FROM pg_namespace WHERE nspowner = $1::regrole
    UNION SELECT datname FROM pg_database WHERE datdba = $1::regrole
"""
REFUSED = (
    "DELETE FROM outbox",
    "TRUNCATE outbox",
    "UPDATE outbox SET data = ''",
    "DELETE FROM inbox",
    "TRUNCATE inbox",
    "DROP TABLE inbox",
    "CREATE TABLE mine (x int)",
    "CREATE TEMPORARY TABLE mine (x int)",
    "CREATE SCHEMA mine",
    "CREATE SEQUENCE mine",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "ALTER TABLE outbox ADD COLUMN mine int",
    "UPDATE alembic_version SET version_num = '0001'",
    "SET session_replication_role = replica",
    "COPY (SELECT 1) TO PROGRAM 'true'",
)

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=SERVICES)
async def service(request: pytest.FixtureRequest, databases: Databases) -> AsyncIterator[str]:
    """Each service in turn, its database in its newest shape."""
    async with empty_database(databases, request.param):
        yield request.param


async def _connected(databases: Databases, service: str) -> asyncpg.Connection:
    return await asyncpg.connect(databases.url(f"loket_{service}", service))


async def test_it_may_do_to_each_table_what_is_listed_here(databases: Databases, service: str) -> None:
    connection, role = await _connected(databases, service), f"loket_{service}"
    try:
        rows = [*await connection.fetch(_OF_TABLES, role), *await connection.fetch(_OF_COLUMNS, role)]
    finally:
        await connection.close()
    found: dict[str, set[str]] = {}
    for row in rows:
        found.setdefault(row["name"], set()).add(row["right"])
    assert found == {table: set(rights.split()) for table, rights in RIGHTS[service].items()}


async def test_it_owns_nothing_and_is_refused_what_only_owners_do(databases: Databases, service: str) -> None:
    connection = await _connected(databases, service)
    try:
        assert await connection.fetch(_OWNED, f"loket_{service}") == []
        for statement in (*REFUSED, f"SET ROLE {owner_of(service)}"):
            with pytest.raises((asyncpg.InsufficientPrivilegeError, asyncpg.ReadOnlySQLTransactionError)):
                await connection.execute(statement)
    finally:
        await connection.close()


async def test_a_table_of_a_later_migration_is_within_its_reach(databases: Databases) -> None:
    async with empty_database(databases, "intake"), owner_database(databases, "intake") as owner:
        async with owner.engine.begin() as connection:
            await connection.execute(text("CREATE TABLE later (id bigserial PRIMARY KEY, word text)"))
        connection = await _connected(databases, "intake")
        try:
            await connection.execute("INSERT INTO later (word) VALUES ('a')")
            await connection.execute("UPDATE later SET word = 'b'")
            assert await connection.execute("DELETE FROM later") == "DELETE 1"
        finally:
            await connection.close()


async def test_the_first_question_of_a_year_makes_its_numbers_without_the_right_to(databases: Databases) -> None:
    async with empty_database(databases, "intake") as database, database.begin() as transaction:
        references = [await transaction.driver.fetchval("SELECT draw_reference(2031)") for _ in range(2)]
    assert references == ["KV-2031-000001", "KV-2031-000002"]


async def test_a_service_does_not_start_on_a_database_that_lacks_a_migration(databases: Databases) -> None:
    async with empty_database(databases, "intake") as database:
        await require_migrated(database, "loket_intake")
        await _pretend_to_be_at(databases, "0001")
        with pytest.raises(NotMigratedError, match="python -m loket_intake migrate"):
            await require_migrated(database, "loket_intake")
        await _pretend_to_be_at(databases, "9999")  # newer code migrated it
        await require_migrated(database, "loket_intake")


async def test_an_empty_database_lacks_them_all(databases: Databases) -> None:
    async with empty_database(databases, "intake") as database, owner_database(databases, "intake") as owner:
        async with owner.engine.begin() as connection:
            await connection.execute(text("DROP TABLE alembic_version"))
        with pytest.raises(NotMigratedError):
            await require_migrated(database, "loket_intake")


async def _pretend_to_be_at(databases: Databases, revision: str) -> None:
    async with owner_database(databases, "intake") as owner, owner.engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = :revision"), {"revision": revision})


async def test_an_owner_that_was_the_service_itself_is_replaced_and_no_row_is_lost(databases: Databases) -> None:
    async with empty_database(databases, "intake"):
        await _give_back_to_the_service(databases)
        connection = await _connected(databases, "intake")
        await connection.execute("INSERT INTO outbox_log_ends VALUES ('kept', 0, 'cluster', 7)")
        assert await connection.fetch(_OWNED, "loket_intake") != []
        await connection.close()
        await databases.provide()
        async with owner_database(databases, "intake") as owner:
            await migrate(owner, "loket_intake", "loket_intake")
        connection = await _connected(databases, "intake")
        assert await connection.fetch(_OWNED, "loket_intake") == []
        assert await connection.fetchval("SELECT last_offset FROM outbox_log_ends") == 7
        await connection.close()


async def _give_back_to_the_service(databases: Databases) -> None:
    """Make the service's role the owner of everything, as it was once."""
    superuser = await asyncpg.connect(databases.url("loket", "intake"))
    await superuser.execute(f"REASSIGN OWNED BY {owner_of('intake')} TO loket_intake")
    await superuser.close()
