"""The cost of pages, of submission and of handling on a desk with a long past, beside one with a short past.

The figures are ratios of processor time. ``past.py`` tells what the past is made of.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager

import httpx

from loket_stack.bench import against, cost, lists
from loket_stack.bench.arrivals import wait_until_idle
from loket_stack.bench.bench_stack import BenchStack, start_bench_stack
from loket_stack.bench.figures import Aim, Figure, Reading, Readings, Round, Rounds
from loket_stack.bench.past import add_past
from loket_stack.console import step

SIZES = (10_000, 1_000_000)
"""Past questions of the two desks."""

QUEUE_PAGE = "processor time of a queue page"
CASE_PAGE = "processor time of a case page"
AIM = Aim(1.3, at_least=False)
AIMS: Mapping[str, Aim] = dict.fromkeys((QUEUE_PAGE, CASE_PAGE, cost.PROCESSOR_TIME), AIM)

ORIGINALS = 100
"""Real questions that the past is copied from: more than a page of the queue shows, since they stand on it."""

_OFFICER = "front-office"
_PARTS = ("backoffice", "postgres")


def measure(rounds: Rounds, sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Measure a desk with the larger number of past questions beside one with the smaller number."""
    with start_bench_stack() as large, start_bench_stack() as small:
        for bench, size in ((large, max(sizes)), (small, min(sizes))):
            with step(f"adding {size:,} past questions"):
                asyncio.run(fill(bench, size))
        return asyncio.run(
            against.compare(lambda bench, rounds: rounds_on(bench, rounds.seconds), large, small, rounds, AIMS)
        )


async def fill(bench: BenchStack, past: int, originals: int = ORIGINALS) -> None:
    """Submit so many ``originals``, and add ``past`` questions that are like them."""
    await cost.submit_and_wait(bench, bench.token(), originals)
    await wait_until_idle(bench)
    await add_past(bench, past)


@asynccontextmanager
async def rounds_on(bench: BenchStack, seconds: float) -> AsyncIterator[Round]:
    """Sign an officer in, prepare the cost of a question and yield what measures a round."""
    url = bench.url("backoffice")
    session = lists.sign_in(url, _OFFICER)
    pages = {
        QUEUE_PAGE: lists.Target(url, "/?werkvoorraad=all&limit=25", session),
        CASE_PAGE: lists.Target(url, f"/zaken/{_newest_case(bench)}", session),
    }
    async with cost.rounds_on(bench, seconds) as measure_cost:

        async def measure_round(seconds: float) -> Readings:
            read = {name: await _processor_time(bench, page, seconds) for name, page in pages.items()}
            return {**read, **await measure_cost(seconds)}

        yield measure_round


def _newest_case(bench: BenchStack) -> str:
    headers = {"Authorization": f"Bearer {bench.token(_OFFICER)}"}
    answer = httpx.get(f"{bench.url('backoffice')}/v1/cases?queue=all&limit=1", headers=headers, timeout=60)
    return str(answer.raise_for_status().json()["items"][0]["reference"])


async def _processor_time(bench: BenchStack, page: lists.Target, seconds: float) -> Reading:
    """Read the page for so many seconds; return the milliseconds of the back office and PostgreSQL for each reading."""
    before = sum(cost.seconds_of(bench.process(part)) for part in _PARTS)
    pages = seconds * await lists.read_per_second(page, seconds)
    spent = sum(cost.seconds_of(bench.process(part)) for part in _PARTS) - before
    return Reading(1000 * spent / pages, "ms")
