"""The service starts a process for a simulation; killed or cancelled, nothing of it is left."""

import asyncio
import os
from base64 import b64encode
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
import psutil
import pytest
import pytest_asyncio
from integration.routing.simulations import changed_copy, ordered, report, rows, seen, without_agriculture
from integration.routing.story import Story
from kit.personas import RULE_OWNER
from kit.routing_service import RoutingService
from kit.settings import service_settings

from loket_policy.vault import VAULT_GRANTS
from loket_routing.domain.simulation.status import SimulationState
from loket_routing.handlers.simulations import cancel_simulation, take_up_simulation
from loket_routing.simulator.worker import SIMULATOR
from loket_shared.sealing import Sealer
from loket_shared.sealing.migrate import migrate
from loket_shared.sealing.postgres_vault import open_vault
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitsOfWork
from loket_stack.postgres.databases import Databases

pytestmark = pytest.mark.long

SIMULATOR_MODULE = "loket_routing.simulator"
TRIES = 2400
SECONDS_BETWEEN = 0.05
STORIES = tuple(Story(f"KV-2026-0005{number:02}") for number in range(7))


class Service:
    """The desk with the vault in a database, and all that a process of its own needs to know."""

    def __init__(self, desk: RoutingService, runtime: Runtime, database_url: str) -> None:
        self.desk, self.runtime, self._database_url = desk, runtime, database_url

    @asynccontextmanager
    async def nobody_reads(self) -> AsyncIterator[None]:
        """Hold up whoever reads what past questions told, for the block."""
        connection = await asyncpg.connect(self._database_url)
        try:
            async with connection.transaction():
                await connection.execute("LOCK TABLE evidence IN ACCESS EXCLUSIVE MODE")
                yield
        finally:
            await connection.close()

    def take_up(self) -> "asyncio.Task[bool]":
        return asyncio.create_task(take_up_simulation(self.runtime, SIMULATOR_MODULE))


@pytest_asyncio.fixture
async def service(
    desk: RoutingService, databases: Databases, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Service]:
    owner = await asyncpg.connect(databases.url("loket_vault", "vault"))
    await owner.execute("DROP SCHEMA IF EXISTS vault CASCADE")
    await migrate(owner, VAULT_GRANTS.values())
    await owner.close()
    master_key, vault_url = tmp_path / "master-key", databases.url("loket_routing", "vault")
    master_key.write_bytes(b64encode(os.urandom(32)))
    told = {"master_key_file": master_key, "audit_key_file": master_key}
    for name, value in service_settings("routing", **told).model_dump(mode="json", exclude_none=True).items():
        monkeypatch.setenv(f"LOKET_{name.upper()}", str(value))
    monkeypatch.setenv("LOKET_DATABASE_URL", desk.database.url)
    monkeypatch.setenv("LOKET_VAULT_URL", vault_url)
    async with open_vault(vault_url, master_key, VAULT_GRANTS["routing"]) as vault:
        old = desk.unit_of_work
        desk.unit_of_work = UnitsOfWork(old.database, old.clock, Sealer(vault), vault, old.publisher, old.trail)
        yield Service(desk, desk.runtime_of(SIMULATOR, **told), databases.url("loket_routing", "routing"))


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    for _ in range(TRIES):
        if await holds():
            return
        await asyncio.sleep(SECONDS_BETWEEN)
    raise AssertionError("it never happened")


def started() -> list[psutil.Process]:
    """Return the process of the simulation and those on each core; PostgreSQL is a child of the tests too."""
    found = [child for child in psutil.Process().children() if SIMULATOR_MODULE in child.cmdline()]
    return [*found, *(each for process in found for each in process.children(recursive=True))]


async def on_every_core() -> bool:
    return len(started()) > 2


@pytest.mark.asyncio
async def test_every_question_is_weighed_on_the_cores_and_the_report_can_be_read(service: Service) -> None:
    desk = service.desk
    await desk.hear(*(story.submitted("collaboration-institution", fields=("agri-food",)) for story in STORIES))
    simulation_id = await ordered(desk, await changed_copy(desk, without_agriculture))
    assert await service.take_up()
    assert (await report(desk, simulation_id)).changed == len(STORIES)
    assert [row.row for row in await rows(desk, simulation_id)] == list(range(1, len(STORIES) + 1))
    assert not await service.take_up()


@pytest.mark.asyncio
async def test_one_that_is_killed_is_taken_up_again_and_leaves_no_process(service: Service) -> None:
    desk = service.desk
    await desk.hear(STORIES[0].submitted("collaboration-institution", fields=("agri-food",)))
    simulation_id = await ordered(desk, await changed_copy(desk, without_agriculture))
    async with service.nobody_reads():
        running = service.take_up()
        await until(on_every_core)
        processes = started()
        processes[0].kill()
        await running
        _, alive = await asyncio.to_thread(psutil.wait_procs, processes, timeout=30)
        assert alive == []
    assert (await seen(desk, simulation_id)).state is SimulationState.QUEUED
    assert await service.take_up()
    assert (await report(desk, simulation_id)).changed == 1


@pytest.mark.asyncio
async def test_one_that_is_cancelled_ends_its_processes(service: Service) -> None:
    desk = service.desk
    await desk.hear(STORIES[0].submitted("collaboration-institution", fields=("agri-food",)))
    simulation_id = await ordered(desk, await changed_copy(desk, without_agriculture))
    async with service.nobody_reads():
        running = service.take_up()
        await until(on_every_core)
        async with desk.unit_of_work() as work:
            await cancel_simulation(work, RULE_OWNER, simulation_id)
    await running
    assert (await seen(desk, simulation_id)).state is SimulationState.CANCELLED
    assert started() == []


@pytest.mark.asyncio
async def test_a_service_that_stops_ends_the_process_and_leaves_the_work_to_another(service: Service) -> None:
    desk = service.desk
    await desk.hear(STORIES[0].submitted("sanctions"))
    simulation_id = await ordered(desk, "2026.1")
    async with service.nobody_reads():
        running = service.take_up()
        await until(on_every_core)
        processes = started()
        running.cancel()
        with pytest.raises(asyncio.CancelledError):
            await running
        _, alive = await asyncio.to_thread(psutil.wait_procs, processes, timeout=30)
        assert alive == []
    assert (await seen(desk, simulation_id)).state is SimulationState.QUEUED
