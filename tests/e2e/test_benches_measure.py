"""Each bench gives its figures, and they fit each other. The rounds are too short for claims about speed."""

from collections.abc import Iterator

import pytest

from loket_stack.bench import against, cost, growth, lists, profile, replicas
from loket_stack.bench.bench_stack import BenchStack, start_bench_stack
from loket_stack.bench.figures import Figure, Rounds
from loket_stack.postgres.databases import SERVICES

SHORT = Rounds(count=1, seconds=0.4)


@pytest.fixture(scope="module")
def bench() -> Iterator[BenchStack]:
    """A stack of its own: the one of the other tests limits how many questions a client submits in a minute."""
    with start_bench_stack() as started:
        yield started


def by_name(figures: list[Figure]) -> dict[str, float]:
    return {figure.name: figure.reached for figure in figures}


def test_the_cost_of_a_question_is_the_sum_of_its_parts(bench: BenchStack) -> None:
    found = by_name(cost.measure(bench, SHORT))
    assert found[cost.PROCESSOR_TIME] == pytest.approx(sum(found[f"  of it {part}"] for part in _parts(found)))
    for kind in (cost.TRANSACTIONS, cost.STATEMENTS):
        each = [value for name, value in found.items() if name.startswith(f"  {kind.partition(' ')[0]} on ")]
        assert len(each) == len(cost.DATABASES)
        assert found[kind] == pytest.approx(sum(each))
    assert found[cost.STATEMENTS] > found[cost.TRANSACTIONS] > 0


def _parts(found: dict[str, float]) -> list[str]:
    return [name.removeprefix("  of it ") for name in found if name.startswith("  of it ")]


@pytest.mark.asyncio
async def test_two_stacks_are_measured_in_turn(bench: BenchStack) -> None:
    figures = await against.compare(against.COMPARED["flow"], bench, bench, Rounds(count=2, seconds=5), {})
    assert {figure.name for figure in figures} == {"questions carried to case and mail"}
    assert all(len(figure.rounds) == 2 and min(figure.rounds) > 0 for figure in figures)


@pytest.mark.asyncio
async def test_lists_are_read_beside_a_page_with_the_same_rows(bench: BenchStack) -> None:
    found = by_name(await lists.measure_beside_bare_page(bench, SHORT, cases=60))
    assert found.keys() == {"queue page beside a bare page", lists.QUEUE, lists.CASES, lists.OWN, lists.INSTITUTION}
    assert min(found.values()) > 0


def test_two_workers_of_each_service_carry_each_question_once_and_in_order(bench: BenchStack) -> None:
    (share,) = replicas.measure(bench, Rounds(count=1, seconds=8), 2)
    assert share.reached > 0


def test_a_profile_tells_processes_and_functions(bench: BenchStack) -> None:
    found = by_name(profile.measure(bench, SHORT))
    for service in SERVICES:
        assert found[f"process {service}"] > 0
        packages = [value for name, value in found.items() if name.startswith(f"{service} in package ")]
        assert 0 < sum(packages) <= 100.01
    assert any(name.startswith("process postgres: loket_backoffice") for name in found)


@pytest.mark.asyncio
async def test_a_desk_with_a_long_past_works_on() -> None:
    """It has a stack of its own: no other test should meet the copied questions."""
    with start_bench_stack() as old:
        await growth.fill(old, past=300, originals=30)
        async with old.databases("backoffice") as (backoffice,):
            states = dict(await backoffice.fetch("SELECT state, count(*) FROM cases GROUP BY state"))
        assert states.pop("closed") == 300
        assert sum(states.values()) == 30
        async with growth.rounds_on(old, SHORT.seconds) as measure_round:
            found = await measure_round(SHORT.seconds)
    assert found.keys() >= growth.AIMS.keys()
    assert min(reading.value for reading in found.values()) > 0
