"""Readiness on a real database: what a role needs is looked at, and what is wrong is named by a code."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
import pytest_asyncio
from kit.memory_vault import MemoryVault
from kit.service import ServiceHarness
from kit.service_database import empty_database, owner_database
from sqlalchemy import text

from loket_intake.main import SERVICE
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.contributions_requested import ContributionRequested
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.http.health import run_checks
from loket_shared.observability.clock import SystemClock
from loket_shared.service.runtime import Runtime
from loket_shared.wiring.run import ROLES
from loket_stack.postgres.databases import Databases

pytestmark = pytest.mark.asyncio

READY = dict.fromkeys(("database", "migrations", "vault", "consumer", "relay"), "ok")


@pytest_asyncio.fixture
async def process(databases: Databases) -> AsyncIterator[Runtime]:
    """The intake service on a database in its newest shape; its broker is away."""
    async with empty_database(databases, "intake") as database:
        yield replace(ServiceHarness(SERVICE, database, vault=MemoryVault()).runtime, clock=SystemClock())


async def do(databases: Databases, statement: str, **values: object) -> None:
    """Change the database as the owner of its tables."""
    async with owner_database(databases, "intake") as owner, owner.engine.begin() as connection:
        await connection.execute(text(statement), values)


async def leave_unsent(databases: Databases, process: Runtime, event: Event, age: timedelta) -> None:
    async with process.unit_of_work() as work:
        await work.publish(event)
    await do(databases, "UPDATE outbox SET time = now() - CAST(:age AS interval)", age=age)


async def test_without_its_broker_every_role_is_ready_until_work_is_late(
    databases: Databases, process: Runtime
) -> None:
    assert await run_checks(process, ROLES) == READY
    await leave_unsent(databases, process, QuestionSubmitted.example(), timedelta(seconds=20))
    assert await run_checks(process, ROLES) == READY
    await leave_unsent(databases, process, QuestionSubmitted.example(), timedelta(minutes=2))
    assert await run_checks(process, ROLES) == {**READY, "relay": "behind"}
    assert "relay" not in await run_checks(process, ["api"])


async def test_contribution_work_that_waits_tells_nothing(databases: Databases, process: Runtime) -> None:
    await leave_unsent(databases, process, ContributionRequested.example(), timedelta(minutes=2))
    assert await run_checks(process, ["relay"]) == {name: READY[name] for name in ("database", "migrations", "relay")}


@pytest.mark.parametrize(
    ("statement", "state"),
    [
        ("UPDATE alembic_version SET version_num = '0001'", "behind"),
        ("DELETE FROM alembic_version", "behind"),
        ("DROP TABLE alembic_version", "behind"),
        ("UPDATE alembic_version SET version_num = '9999'", "ok"),
    ],
)
async def test_a_database_in_an_older_shape_is_told_and_one_of_a_newer_release_is_not(
    databases: Databases, process: Runtime, statement: str, state: str
) -> None:
    await do(databases, statement)
    assert (await run_checks(process, ["api"]))["migrations"] == state


async def test_what_fails_in_another_way_is_not_ready_either(databases: Databases, process: Runtime) -> None:
    await do(databases, "ALTER TABLE outbox RENAME TO elsewhere")
    assert (await run_checks(process, ["relay"]))["relay"] == "failed"
