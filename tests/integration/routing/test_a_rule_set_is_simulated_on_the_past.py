"""What a rule set would have made of past questions, without a word of them; and for nobody but rule owners."""

import pytest
from integration.routing.simulations import (
    CLEARED_OWNER,
    changed_copy,
    knowing_a_new_word,
    ordered,
    report,
    rows,
    run,
    seen,
    simulated,
    taken,
    without_agriculture,
    without_the_service_on_state_actors,
)
from integration.routing.story import Story
from kit.personas import CLEARED, RULE_OWNER, expert, holder
from kit.routing_service import RoutingService
from sqlalchemy import text

from loket_routing.domain.lifecycle.state_machine import RuleSetState
from loket_routing.domain.simulation.status import SimulationState
from loket_routing.handlers.simulations import cancel_simulation, list_simulations, order_simulation, read_changes
from loket_routing.store.rule_sets import find_rule_set
from loket_shared.failures import ConflictError, InvalidInputError, NotFoundError
from loket_shared.principal import Principal, Role

MILK = Story("KV-2026-000301")
CHIPS = Story("KV-2026-000302")
SPIES = Story("KV-2026-000303")


async def ask(desk: RoutingService) -> None:
    """Three past questions: on agriculture, on chips, and on a hack by a state actor."""
    await desk.hear(
        MILK.submitted("collaboration-institution", "Canary.", fields=("agri-food",), countries=("BE", "CN")),
        CHIPS.submitted("collaboration-institution", "Canary.", fields=("photonics",)),
        SPIES.submitted("cyber-security", "Een hack door een statelijke actor."),
    )


async def state_of(desk: RoutingService, version: str) -> RuleSetState:
    async with desk.unit_of_work() as work:
        found = await find_rule_set(work, version)
        assert found is not None
        return found.life.state(desk.clock.now())


@pytest.mark.asyncio
async def test_it_tells_what_changes_and_the_rule_set_counts_as_simulated(desk: RoutingService) -> None:
    await ask(desk)
    simulation_id = await simulated(desk, without_agriculture)
    view = await seen(desk, simulation_id)
    assert (view.state, view.done, view.total, view.rule_set, view.baseline) == ("done", 3, 3, "2026.2", "2026.1")
    found = await report(desk, simulation_id)
    assert (found.reading.weighed, found.reading.read_again, found.changed) == (3, 0, 1)
    leads = {each.department: (each.lead.before, each.lead.after) for each in found.departments}
    assert (leads["LNV"], leads["OCW"]) == ((1, 0), (0, 1))
    assert found.swap.violations == 0
    (row,) = await rows(desk, simulation_id)
    assert (row.row, row.before.lead, row.after.lead) == (1, "LNV", "OCW")
    assert await state_of(desk, "2026.2") is RuleSetState.SIMULATED


@pytest.mark.asyncio
async def test_no_row_and_no_answer_holds_a_word_a_reference_or_a_time_of_a_question(desk: RoutingService) -> None:
    await ask(desk)
    simulation_id = await simulated(desk, without_agriculture)
    answer = (await seen(desk, simulation_id)).model_dump_json()
    told = answer + "".join(row.model_dump_json() for row in await rows(desk, simulation_id))
    async with desk.database.transaction() as session:
        connection = await session.connection()
        kept = str((await connection.execute(text("SELECT c::text FROM simulation_changes c"))).all())
    for secret in ("Canary", MILK.reference, str(MILK.about["question_id"]), "description["):
        assert secret not in told
        assert secret not in kept
    assert "agri-food" in told
    assert "agri-food" not in kept


@pytest.mark.asyncio
async def test_a_row_that_changed_only_covertly_is_none_for_who_may_not_know(desk: RoutingService) -> None:
    await ask(desk)
    simulation_id = await simulated(desk, without_the_service_on_state_actors)
    nothing = await report(desk, simulation_id)
    assert (nothing.changed, await rows(desk, simulation_id)) == (0, ())
    assert "AIVD" not in nothing.model_dump_json()
    everything = await report(desk, simulation_id, CLEARED_OWNER)
    (row,) = await rows(desk, simulation_id, CLEARED_OWNER)
    assert (everything.changed, row.before.contributors, row.after.contributors) == (1, ("AIVD",), ())


@pytest.mark.asyncio
async def test_rows_come_in_pages_and_an_erased_one_takes_no_place_of_another(desk: RoutingService) -> None:
    stories = [Story(f"KV-2026-00031{number}") for number in range(3)]
    await desk.hear(*(story.submitted("agreement-review", fields=("agri-food",)) for story in stories))
    simulation_id = await simulated(desk, without_agriculture)
    async with desk.unit_of_work() as work:
        first = await read_changes(work, RULE_OWNER, simulation_id, 0, 2)
        second = await read_changes(work, RULE_OWNER, simulation_id, first.numbers[-1], 2)
        beyond = await read_changes(work, RULE_OWNER, simulation_id, 2**63 - 1, 2)
    assert beyond.numbers == ()
    assert (first.numbers, second.numbers) == ((1, 2), (3,))
    assert [row.row for row in (*first.rows, *second.rows)] == [1, 2, 3]
    desk.keys.destroy(stories[0].question_id)
    assert len(await rows(desk, simulation_id)) == 2


@pytest.mark.asyncio
async def test_simulations_are_listed_newest_first(desk: RoutingService) -> None:
    older = await simulated(desk, without_agriculture)
    newer = await ordered(desk, "2026.1")
    async with desk.unit_of_work() as work:
        assert [each.id for each in await list_simulations(work, RULE_OWNER, None, 5)] == [newer, older]
        assert [each.id for each in await list_simulations(work, RULE_OWNER, newer, 5)] == [older]


@pytest.mark.asyncio
async def test_an_erased_question_leaves_no_row(desk: RoutingService) -> None:
    await ask(desk)
    simulation_id = await simulated(desk, without_agriculture)
    await desk.erase(MILK.erased())
    assert await rows(desk, simulation_id) == ()
    async with desk.database.transaction() as session:
        connection = await session.connection()
        assert (await connection.execute(text("SELECT count(*) FROM simulation_changes"))).scalar() == 0


@pytest.mark.asyncio
async def test_a_row_cannot_be_read_once_the_keys_of_its_question_are_destroyed(desk: RoutingService) -> None:
    await ask(desk)
    simulation_id = await simulated(desk, without_agriculture)
    desk.keys.destroy(MILK.question_id)
    assert await rows(desk, simulation_id) == ()


@pytest.mark.asyncio
async def test_an_erased_question_is_counted_as_such_and_weighed_no_more(desk: RoutingService) -> None:
    await ask(desk)
    await desk.erase(MILK.erased())
    desk.keys.destroy(CHIPS.question_id)
    found = await report(desk, await simulated(desk, without_agriculture))
    reading = found.reading
    assert (reading.questions, reading.erased, reading.weighed, reading.unreadable) == (3, 2, 1, 0)


@pytest.mark.asyncio
async def test_another_lexicon_reads_the_texts_again(desk: RoutingService) -> None:
    await desk.hear(MILK.submitted("collaboration-institution", "Over zwerkgewas."))
    simulation_id = await simulated(desk, knowing_a_new_word)
    found = await report(desk, simulation_id)
    (row,) = await rows(desk, simulation_id)
    assert found.reading.read_again == 1
    assert (row.before.lead, row.after.lead) == ("OCW", "LNV")


@pytest.mark.asyncio
async def test_a_question_of_before_evidence_was_kept_is_read_from_its_text(desk: RoutingService) -> None:
    await ask(desk)
    async with desk.database.transaction() as session:
        await (await session.connection()).execute(text("DELETE FROM evidence"))
    found = await report(desk, await simulated(desk, without_agriculture))
    assert (found.reading.weighed, found.reading.read_again, found.changed) == (3, 3, 1)


@pytest.mark.asyncio
async def test_the_newest_version_of_a_question_is_weighed(desk: RoutingService) -> None:
    await ask(desk)
    await desk.hear(CHIPS.supplemented(2, "Het gaat toch om melkvee."))
    assert (await report(desk, await simulated(desk, without_agriculture))).changed == 2


@pytest.mark.asyncio
async def test_a_set_that_was_saved_meanwhile_is_not_said_to_be_simulated(desk: RoutingService) -> None:
    await ask(desk)
    version = await changed_copy(desk, without_agriculture)
    simulation_id = await ordered(desk, version)
    async with desk.database.transaction() as session:
        await (await session.connection()).execute(text("UPDATE rule_sets SET revision = revision + 1"))
    await run(desk, await taken(desk))
    view = await seen(desk, simulation_id)
    assert (view.state, view.report) == (SimulationState.FAILED, None)
    assert view.failure is not None
    assert await state_of(desk, version) is RuleSetState.CHECKED


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "reader",
    [CLEARED, expert("OCW"), *map(holder, (Role.ASKER, Role.OPERATOR, Role.AUDITOR, Role.SYSTEM))],
)
async def test_for_everybody_else_there_are_no_simulations(desk: RoutingService, reader: Principal) -> None:
    simulation_id = await ordered(desk, "2026.1")
    async with desk.unit_of_work() as work:
        with pytest.raises(NotFoundError):
            await order_simulation(work, reader, "2026.1")
        with pytest.raises(NotFoundError):
            await list_simulations(work, reader, None, 10)
        with pytest.raises(NotFoundError):
            await cancel_simulation(work, reader, simulation_id)
    with pytest.raises(NotFoundError):
        await seen(desk, simulation_id, reader)
    with pytest.raises(NotFoundError):
        await rows(desk, simulation_id, reader)


@pytest.mark.asyncio
async def test_one_at_a_time_of_a_set_that_exists(desk: RoutingService) -> None:
    await ordered(desk, "2026.1")
    async with desk.unit_of_work() as work:
        with pytest.raises(ConflictError):
            await order_simulation(work, RULE_OWNER, "2026.1")
        with pytest.raises(InvalidInputError):
            await order_simulation(work, RULE_OWNER, "2031.7")
