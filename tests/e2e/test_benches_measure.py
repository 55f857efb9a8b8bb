"""Each bench gives its figures, and they fit each other. The rounds are too short for claims about speed."""

import pytest

from loket_stack.bench import against, cost, lists
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.build import Build
from loket_stack.bench.figures import Figure, Rounds
from loket_stack.harness import Stack

SHORT = Rounds(count=1, seconds=0.4)


@pytest.fixture(scope="module")
def bench(stack: Stack) -> BenchStack:
    return BenchStack(Build.this(), stack.paths.var, 0.0)


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
    figures = await against.compare(against.COMPARED["flow"], bench, bench, Rounds(count=2, seconds=5))
    assert {figure.name for figure in figures} == {"questions carried to case and mail"}
    assert all(len(figure.rounds) == 2 and min(figure.rounds) > 0 for figure in figures)


@pytest.mark.asyncio
async def test_lists_are_read_beside_a_page_with_the_same_rows(bench: BenchStack) -> None:
    found = by_name(await lists.measure_beside_bare_page(bench, SHORT, cases=60))
    assert found.keys() == {"queue page beside a bare page", lists.QUEUE, lists.CASES, lists.OWN, lists.INSTITUTION}
    assert min(found.values()) > 0
