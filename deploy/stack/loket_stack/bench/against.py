"""The figures of this build beside those of another commit, turn by turn in one run.

Both stacks run all the time, and only one of them works; which one is first alternates from round to round. The code
that measures is this build's for both.
"""

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from statistics import median

from loket_stack.bench import cost, flow, footprint, intake, latency, lists
from loket_stack.bench.bench_stack import BenchStack, start_bench_stack
from loket_stack.bench.build import Build
from loket_stack.bench.figures import Aim, Figure, Readings, Round, Rounds
from loket_stack.console import step

Opener = Callable[[BenchStack, Rounds], AbstractAsyncContextManager[Round]]

COMPARED: Mapping[str, Opener] = {
    "footprint": lambda bench, _: footprint.rounds_on(bench),
    "lists": lambda bench, _: lists.rounds_on(bench),
    "latency": lambda bench, _: latency.rounds_on(bench),
    "flow": lambda bench, _: flow.rounds_on(bench),
    "cost": lambda bench, rounds: cost.rounds_on(bench, rounds.seconds),
    "intake": lambda bench, _: intake.rounds_on(bench),
}
AIMS: Mapping[str, Aim] = {
    flow.CARRIED: Aim(3, at_least=True),
    cost.PROCESSOR_TIME: Aim(0.35, at_least=False),
    intake.ACCEPTED: Aim(2.5, at_least=True),
    lists.CASES: Aim(5, at_least=True),
    lists.QUEUE: Aim(4, at_least=True),
}


def measure(names: Collection[str], reference: str, rounds: Rounds) -> dict[str, list[Figure]]:
    """Measure the benches ``names`` on a stack of this build and one of the commit ``reference``.

    Raises:
        StackError: the commit cannot be set up, a stack does not start, or a measured action fails.
    """
    other = Build.of_commit(reference)
    figures = {}
    with start_bench_stack() as mine, start_bench_stack(other) as theirs:
        for name in [name for name in COMPARED if name in names]:
            with step(f"measuring {name} beside {other.name}"):
                figures[name] = asyncio.run(compare(COMPARED[name], mine, theirs, rounds, AIMS))
    return figures


async def compare(
    opener: Opener, mine: BenchStack, theirs: BenchStack, rounds: Rounds, aims: Mapping[str, Aim]
) -> list[Figure]:
    """Measure two stacks in turn and return the first one's share of the second."""
    results: dict[str, list[Readings]] = {"mine": [], "theirs": []}
    async with opener(mine, rounds) as measure_mine, opener(theirs, rounds) as measure_theirs:
        turns = [("mine", measure_mine), ("theirs", measure_theirs)]
        for number in range(rounds.count):
            for side, measure_round in turns if number % 2 == 0 else reversed(turns):
                results[side].append(await measure_round(rounds.seconds))
    return shares(results["mine"], results["theirs"], aims)


def shares(mine: Sequence[Readings], theirs: Sequence[Readings], aims: Mapping[str, Aim]) -> list[Figure]:
    """Return this build's share of the other build, round by round, for each figure that both have."""
    return [
        _share(name, mine, theirs, aims.get(name))
        for name in mine[0]
        if name in theirs[0] and theirs[0][name].value > 0
    ]


def _share(name: str, mine: Sequence[Readings], theirs: Sequence[Readings], aim: Aim | None) -> Figure:
    own, other = ([each[name].value for each in side] for side in (mine, theirs))
    unit = mine[0][name].unit
    note = f"{median(own):.4g} against {median(other):.4g} {unit}".rstrip()
    rounds = [this / that for this, that in zip(own, other, strict=True)]
    return Figure(name, "", rounds, aim, note)
