"""A submission pays neither a commit nor a round trip for its keys."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import pytest

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import KeyForbiddenError
from loket_shared.sealing.key_pool import CLAIMED_AT_ONCE, WAITING
from loket_shared.sealing.keys import KeyState
from loket_shared.sealing.postgres_vault import PostgresVault, open_vault
from loket_stack.postgres.databases import Databases

SUBMISSION = (Compartment.QUESTION, Compartment.ASKER, Compartment.ANSWER)


async def _compartments(owner: asyncpg.Connection, question: UUID) -> set[str]:
    rows = await owner.fetch("SELECT compartment FROM vault.keys WHERE question_id = $1", question)
    return {row["compartment"] for row in rows}


async def _hears(owner: asyncpg.Connection, role: str) -> bool:
    listening = "SELECT count(*) FROM pg_stat_activity WHERE usename = $1 AND query ILIKE 'LISTEN%'"
    return bool(await owner.fetchval(listening, role))


@pytest.mark.asyncio
async def test_a_drawn_question_has_its_keys_at_hand(
    owner: asyncpg.Connection,
    postgres_vaults: dict[str, PostgresVault],
    databases: Databases,
    until: Callable[..., Awaitable[None]],
) -> None:
    intake = postgres_vaults["intake"]
    await intake.allocate()
    superuser = await asyncpg.connect(databases.url("loket", "vault"))
    await until(lambda: _hears(superuser, "loket_intake"))
    await superuser.close()
    await owner.execute("REVOKE USAGE ON SCHEMA vault FROM loket_intake")
    with pytest.raises(KeyForbiddenError):
        await intake.open([UUID(int=1)])
    question = await intake.allocate()
    keys = await intake.ensure([KeyName(question, compartment) for compartment in SUBMISSION])
    assert await intake.open([key.kid for key in keys.values()]) == {key.kid: key for key in keys.values()}
    await owner.execute("GRANT USAGE ON SCHEMA vault TO loket_intake")


@pytest.mark.asyncio
async def test_each_service_makes_its_own_compartments_ahead(
    owner: asyncpg.Connection, postgres_vaults: dict[str, PostgresVault], until: Callable[..., Awaitable[None]]
) -> None:
    async def filled() -> bool:
        keys = await owner.fetch("SELECT compartment, count(*) FROM vault.keys GROUP BY compartment")
        made = {row["compartment"]: row["count"] for row in keys}
        return all(made.get(compartment, 0) >= WAITING for compartment in (*SUBMISSION, Compartment.PARTICIPATION))

    await until(filled)
    waiting = await owner.fetchval("SELECT question_id FROM vault.questions WHERE pooled ORDER BY 1 LIMIT 1")
    question = await postgres_vaults["intake"].allocate()
    assert question == waiting
    assert await _compartments(owner, question) == {*SUBMISSION, Compartment.PARTICIPATION}


@pytest.mark.asyncio
async def test_an_empty_pool_is_filled_on_the_way(
    owner: asyncpg.Connection, databases: Databases, postgres_vaults: dict[str, PostgresVault]
) -> None:
    await owner.execute("DELETE FROM vault.keys")
    await owner.execute("DELETE FROM vault.questions")
    questions = {await postgres_vaults["intake"].allocate() for _ in range(3 * CLAIMED_AT_ONCE)}
    assert len(questions) == 3 * CLAIMED_AT_ONCE
    assert (
        await owner.fetchval("SELECT count(*) FROM vault.questions WHERE question_id = ANY($1) AND pooled", questions)
        == 0
    )


@pytest.mark.asyncio
async def test_what_a_process_claimed_but_did_not_use_goes_back_when_it_stops(
    owner: asyncpg.Connection, databases: Databases, master_key_file: Path
) -> None:
    async with open_vault(databases.url("loket_intake", "vault"), master_key_file, VAULT_GRANTS["intake"]) as vault:
        used = await vault.allocate()
    assert await owner.fetch("SELECT question_id FROM vault.questions WHERE NOT pooled") == [(used,)]


@pytest.mark.asyncio
async def test_two_processes_never_draw_the_same(
    postgres_vaults: dict[str, PostgresVault], databases: Databases, master_key_file: Path
) -> None:
    async with open_vault(databases.url("loket_intake", "vault"), master_key_file, VAULT_GRANTS["intake"]) as other:
        allocated = [
            await vault.allocate() for _ in range(2 * CLAIMED_AT_ONCE) for vault in (postgres_vaults["intake"], other)
        ]
    assert len(set(allocated)) == len(allocated)


@pytest.mark.asyncio
async def test_asking_for_one_key_brings_the_others_of_its_question(
    owner: asyncpg.Connection,
    postgres_vaults: dict[str, PostgresVault],
    databases: Databases,
    until: Callable[..., Awaitable[None]],
) -> None:
    backoffice, routing = postgres_vaults["backoffice"], postgres_vaults["routing"]
    question = await postgres_vaults["intake"].allocate()
    keys = await backoffice.ensure([KeyName(question, compartment) for compartment in Compartment])
    superuser = await asyncpg.connect(databases.url("loket", "vault"))
    await until(lambda: _hears(superuser, "loket_routing"))
    await superuser.close()
    mine, shared, closed = (
        keys[KeyName(question, compartment)]
        for compartment in (Compartment.PARTICIPATION, Compartment.QUESTION, Compartment.ASKER)
    )
    await routing.open([shared.kid])
    await owner.execute("REVOKE USAGE ON SCHEMA vault FROM loket_routing")
    assert await routing.open([mine.kid, closed.kid]) == {mine.kid: mine, closed.kid: KeyState.FORBIDDEN}
    assert await routing.ensure([mine.name]) == {mine.name: mine}


@pytest.mark.asyncio
async def test_the_keys_of_a_contribution_request_are_made_together(
    owner: asyncpg.Connection,
    postgres_vaults: dict[str, PostgresVault],
    databases: Databases,
    until: Callable[..., Awaitable[None]],
) -> None:
    backoffice, notifications = postgres_vaults["backoffice"], postgres_vaults["notifications"]
    question, request = await postgres_vaults["intake"].allocate(), uuid4()
    superuser = await asyncpg.connect(databases.url("loket", "vault"))
    await until(lambda: _hears(superuser, "loket_backoffice"))
    await superuser.close()
    work, notice = (KeyName(question, part, request) for part in (Compartment.WORK, Compartment.NOTICE))
    assert (await backoffice.ensure([work])).keys() == {work}
    theirs = await notifications.ensure([notice])
    await owner.execute("REVOKE USAGE ON SCHEMA vault FROM loket_backoffice")
    assert await backoffice.ensure([notice]) == theirs
