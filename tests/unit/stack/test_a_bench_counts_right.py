"""What a bench makes of what it saw: ratios round by round, percentiles, and journeys that pass every landmark."""

import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from loket_stack.bench import against
from loket_stack.bench.arrivals import Arrivals, Landmark
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.build import Build
from loket_stack.bench.figures import Aim, Figure, Reading, Readings, Round, Rounds, percentile, ratio
from loket_stack.bench.replicas import Numbered, gaps
from loket_stack.console import StackError


def test_a_ratio_is_the_median_of_the_rounds_not_the_ratio_of_the_medians() -> None:
    figure = ratio("accepted", product=[10, 40, 90], baseline=[100, 50, 100], aim=0.5)
    assert figure.rounds == [0.1, 0.8, 0.9]
    assert figure.reached == 0.8
    assert figure.met


@pytest.mark.parametrize(("reached", "at_least", "met"), [(299, False, True), (301, False, False), (301, True, True)])
def test_an_aim_is_a_least_or_a_most(reached: float, at_least: bool, met: bool) -> None:
    assert Figure("p99", "ms", [reached], Aim(300, at_least=at_least)).met is met


@pytest.mark.parametrize(("share", "value"), [(0.5, 50), (0.99, 99), (1.0, 100)])
def test_a_percentile_is_a_value_that_was_measured(share: float, value: float) -> None:
    assert percentile(range(100, 0, -1), share) == value


class _Passed(Landmark):
    """A landmark that everybody in ``references`` has passed."""

    def __init__(self, *references: str) -> None:
        super().__init__(None, "")
        self.references = references

    async def passed(self, since: float) -> list[str]:
        return list(self.references)


@pytest.mark.asyncio
async def test_a_question_arrives_once_it_has_passed_every_landmark() -> None:
    arrivals = Arrivals([_Passed("KV-1", "KV-2"), _Passed("KV-1")])
    for number, reference in enumerate(("KV-1", "KV-2")):
        arrivals.begin(number, time.time())
        arrivals.accept(number, reference)
    await arrivals.look()
    assert len(arrivals.seconds) == 1
    assert arrivals.in_flight == 1


def test_shares_of_another_build_are_taken_round_by_round() -> None:
    mine: list[Readings] = [{"questions": Reading(30, "/s"), "new": Reading(1)}, {"questions": Reading(50, "/s")}]
    theirs: list[Readings] = [{"questions": Reading(10, "/s")}, {"questions": Reading(25, "/s")}]
    (share,) = against.shares(mine, theirs, {})
    assert share.rounds == [3, 2]
    assert share.note == "40 against 17.5 /s"


@pytest.mark.asyncio
async def test_two_stacks_are_measured_in_turn_and_each_is_first_as_often() -> None:
    order: list[BenchStack] = []
    mine, theirs = (BenchStack(Build.this(), Path(name), spread_seconds=0) for name in ("mine", "theirs"))

    @asynccontextmanager
    async def opened(bench: BenchStack, rounds: Rounds) -> AsyncIterator[Round]:
        async def measure_round(seconds: float) -> Readings:
            order.append(bench)
            return {"questions": Reading(seconds * (3 if bench is mine else 1), "/s")}

        yield measure_round

    (share,) = await against.compare(opened, mine, theirs, Rounds(count=2, seconds=5), {})
    assert order == [mine, theirs, theirs, mine]
    assert share.rounds == [3, 3]


def test_a_commit_that_is_not_there_is_refused() -> None:
    with pytest.raises(StackError, match="no commit"):
        Build.of_commit("there-is-no-such-commit")


def test_an_event_before_its_turn_is_a_gap_and_a_repeat_is_none() -> None:
    events = [Numbered("loket.cases", key, number) for key, number in ((b"a", 1), (b"b", 1), (b"a", 2), (b"a", 1))]
    assert list(gaps(events)) == []
    early = Numbered("loket.cases", b"b", 3)
    assert list(gaps([*events, early, Numbered("loket.questions", b"b", 1)])) == [early]
