"""The queue of simulations: taken up again after a silence, given up after three, gone when cancelled."""

from uuid import UUID

import pytest
from integration.routing.simulations import (
    changed_copy,
    ordered,
    report,
    rows,
    run,
    seen,
    taken,
    without_agriculture,
)
from integration.routing.story import Story
from kit.personas import RULE_OWNER
from kit.routing_service import RoutingService
from sqlalchemy import text

from loket_routing.domain.simulation.status import MAX_ATTEMPTS, SimulationState
from loket_routing.handlers.simulations import cancel_simulation
from loket_routing.store.simulation_queue import JobLostError, claim_job, record_heartbeat, requeue_job
from loket_shared.failures import ConflictError

MILK = Story("KV-2026-000401").submitted("collaboration-institution", fields=("agri-food",))


async def fall_silent(desk: RoutingService) -> None:
    """Whoever works on a simulation gave no sign of life for a minute."""
    async with desk.database.transaction() as session:
        connection = await session.connection()
        await connection.execute(text("UPDATE simulations SET beat_at = now() - interval '1 minute'"))


async def rows_kept(desk: RoutingService) -> int:
    async with desk.database.transaction() as session:
        connection = await session.connection()
        return int((await connection.execute(text("SELECT count(*) FROM simulation_changes"))).scalar_one())


async def cancel(desk: RoutingService, simulation_id: UUID) -> None:
    async with desk.unit_of_work() as work:
        await cancel_simulation(work, RULE_OWNER, simulation_id)


@pytest.mark.asyncio
async def test_a_simulation_is_taken_up_by_one(desk: RoutingService) -> None:
    await ordered(desk, "2026.1")
    await taken(desk)
    async with desk.unit_of_work() as work:
        assert await claim_job(work) is None


@pytest.mark.asyncio
async def test_after_a_silence_another_takes_it_up_and_the_first_changes_nothing(desk: RoutingService) -> None:
    await desk.hear(MILK)
    simulation_id = await ordered(desk, await changed_copy(desk, without_agriculture))
    first = await taken(desk)
    await fall_silent(desk)
    second = await taken(desk)
    assert (first.simulation_id, second.attempt) == (second.simulation_id, first.attempt + 1)
    await run(desk, first)
    assert (await seen(desk, simulation_id)).state == "running"
    async with desk.unit_of_work() as work:
        with pytest.raises(JobLostError):
            await record_heartbeat(work, first, 1)
    await run(desk, second)
    assert (await report(desk, simulation_id)).changed == len(await rows(desk, simulation_id)) == 1


@pytest.mark.asyncio
async def test_one_that_keeps_breaking_off_fails_with_a_sentence(desk: RoutingService) -> None:
    simulation_id = await ordered(desk, "2026.1")
    for _ in range(MAX_ATTEMPTS):
        job = await taken(desk)
        async with desk.unit_of_work() as work:
            await requeue_job(work, job)
    async with desk.unit_of_work() as work:
        assert await claim_job(work) is None
    view = await seen(desk, simulation_id)
    assert view.state is SimulationState.FAILED
    assert view.failure is not None
    assert "three times" in view.failure.en


@pytest.mark.asyncio
async def test_one_that_is_cancelled_while_it_runs_leaves_nothing(desk: RoutingService) -> None:
    await desk.hear(MILK)
    simulation_id = await ordered(desk, await changed_copy(desk, without_agriculture))
    await run(desk, await taken(desk), before_each=lambda: cancel(desk, simulation_id))
    view = await seen(desk, simulation_id)
    assert (view.state, view.report) == (SimulationState.CANCELLED, None)
    assert await rows_kept(desk) == 0
    with pytest.raises(ConflictError):
        await cancel(desk, simulation_id)


@pytest.mark.asyncio
async def test_one_that_waits_is_cancelled_and_never_begun(desk: RoutingService) -> None:
    simulation_id = await ordered(desk, "2026.1")
    await cancel(desk, simulation_id)
    async with desk.unit_of_work() as work:
        assert await claim_job(work) is None


@pytest.mark.asyncio
async def test_what_was_kept_before_it_broke_off_is_not_kept_twice(desk: RoutingService) -> None:
    await desk.hear(MILK)
    simulation_id = await ordered(desk, await changed_copy(desk, without_agriculture))
    first = await taken(desk)

    def break_off() -> None:
        raise ConnectionError

    with pytest.raises(ExceptionGroup):
        await run(desk, first, before_each=break_off)
    async with desk.unit_of_work() as work:
        await requeue_job(work, first)
    await run(desk, await taken(desk))
    assert [row.row for row in await rows(desk, simulation_id)] == [1]
