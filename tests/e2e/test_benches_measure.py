"""Each bench gives its figures, and they fit each other. The rounds are too short for claims about speed."""

from collections.abc import Iterator

import pytest

from loket_stack.bench import cost, growth, lists, profile, replicas
from loket_stack.bench.bench_stack import BenchStack, start_bench_stack
from loket_stack.bench.figures import Figure, Rounds
from loket_stack.postgres.databases import SERVICES

SHORT = Rounds(count=1, seconds=0.4)
ORIGINALS = 30
"""Questions that go to departments, so that a past copied from the desk has all kinds of rows."""


@pytest.fixture(scope="module")
def bench() -> Iterator[BenchStack]:
    """A stack of its own: the one of the other tests limits how many questions a client submits in a minute."""
    with start_bench_stack() as started:
        yield started


def by_name(figures: list[Figure]) -> dict[str, float]:
    return {figure.name: figure.reached for figure in figures}


@pytest.mark.asyncio
async def test_lists_are_read_beside_a_page_with_the_same_rows(bench: BenchStack) -> None:
    found = by_name(await lists.measure_beside_bare_page(bench, SHORT, cases=60))
    assert found.keys() == {"queue page beside a bare page", lists.QUEUE, lists.CASES, lists.OWN, lists.INSTITUTION}
    assert min(found.values()) > 0


def test_two_workers_of_each_service_carry_each_question_once_and_in_order(bench: BenchStack) -> None:
    (share,) = replicas.measure(bench, Rounds(count=1, seconds=4), 2)
    assert share.reached > 0


def test_a_profile_tells_processes_and_functions(bench: BenchStack) -> None:
    found = by_name(profile.measure(bench, SHORT))
    for service in SERVICES:
        assert found[f"process {service}"] > 0
        packages = [value for name, value in found.items() if name.startswith(f"{service} in package ")]
        assert 0 < sum(packages) <= 100.01
    assert any(name.startswith("process postgres: loket_backoffice") for name in found)


@pytest.mark.asyncio
async def test_a_desk_with_a_long_past_works_on_and_its_cost_is_the_sum_of_its_parts(bench: BenchStack) -> None:
    """It comes last: no other test should meet the copied questions."""
    async with bench.databases("backoffice") as (backoffice,):
        real = await backoffice.fetchval("SELECT count(*) FROM cases") + ORIGINALS
        await growth.fill(bench, past=2 * real, originals=ORIGINALS)
        states = dict(await backoffice.fetch("SELECT state, count(*) FROM cases GROUP BY state"))
    assert states.pop("closed") == 2 * real
    assert sum(states.values()) == real
    async with growth.rounds_on(bench, SHORT.seconds) as measure_round:
        found = {name: reading.value for name, reading in (await measure_round(SHORT.seconds)).items()}
    assert found.keys() >= growth.AIMS.keys()
    assert min(found[name] for name in growth.AIMS) > 0
    parts = [name for name in found if name.startswith("  of it ")]
    assert found[cost.PROCESSOR_TIME] == pytest.approx(sum(found[part] for part in parts))
    for kind in (cost.TRANSACTIONS, cost.STATEMENTS):
        each = [value for name, value in found.items() if name.startswith(f"  {kind.partition(' ')[0]} on ")]
        assert len(each) == len(cost.DATABASES)
        assert found[kind] == pytest.approx(sum(each))
    assert found[cost.STATEMENTS] > found[cost.TRANSACTIONS] > 0
