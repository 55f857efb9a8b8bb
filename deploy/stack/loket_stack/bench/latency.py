"""The latency of one question, from submission to case opened and mail queued.

Questions are submitted at a steady rate, whether or not earlier ones were answered. Each is timed from its planned
moment, so the waiting time behind a slow service counts too.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from loket_stack.bench.arrivals import Arrivals, Landmark, product_landmarks, wait_until_idle
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Aim, Figure, Reading, Readings, Round, Rounds, measure_rounds, percentile
from loket_stack.bench.load import Connection, connections

RATES = (20, 50)
"""Questions a second."""

_SHARES = {"p50": 0.5, "p99": 0.99}


def _figure(name: str, rate: int) -> str:
    return f"{name} at {rate} questions/s"


AIMS: Mapping[str, Aim] = {_figure("p99", rate): Aim(300, at_least=False) for rate in RATES}

_CONNECTIONS = 32
_WARM_UP_SECONDS = 3.0
_ARRIVED_WITHIN = 60.0


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure at each rate."""
    return asyncio.run(measure_rounds(rounds_on(bench), rounds, AIMS))


@asynccontextmanager
async def rounds_on(bench: BenchStack) -> AsyncIterator[Round]:
    """Warm the stack up and yield what measures a round."""
    url, token = bench.url("intake"), bench.token()
    async with product_landmarks(bench, routed=False) as landmarks:

        async def measure_round(seconds: float) -> Readings:
            readings: dict[str, Reading] = {}
            for rate in RATES:
                times = await submit_at_rate(url, token, landmarks, rate, seconds)
                await wait_until_idle(bench)
                for name, share in _SHARES.items():
                    readings[_figure(name, rate)] = Reading(1000 * percentile(times, share), "ms")
            return readings

        await submit_at_rate(url, token, landmarks, RATES[0], _WARM_UP_SECONDS)
        await wait_until_idle(bench)
        yield measure_round


async def submit_at_rate(url: str, token: str, landmarks: list[Landmark], rate: int, seconds: float) -> list[float]:
    """Submit ``rate`` questions a second for ``seconds``; return the seconds that each took to arrive.

    Raises:
        StackError: a question was refused, or did not arrive.
    """
    arrivals, began = Arrivals(landmarks), time.time()
    async with connections(url, token, _CONNECTIONS) as opened, arrivals.watched():
        free: asyncio.Queue[Connection] = asyncio.Queue()
        for connection in opened:
            free.put_nowait(connection)
        handing_in = []
        for number in range(int(rate * seconds)):
            due = began + number / rate
            await asyncio.sleep(due - time.time())
            arrivals.begin(number, due)
            handing_in.append(asyncio.create_task(_hand_in(free, number, arrivals)))
        await asyncio.gather(*handing_in)
        await arrivals.all(_ARRIVED_WITHIN)
    return arrivals.seconds


async def _hand_in(free: "asyncio.Queue[Connection]", number: int, arrivals: Arrivals) -> None:
    connection = await free.get()
    answer = await connection.hand_in(number)
    arrivals.accept(number, answer.read("reference"))
    free.put_nowait(connection)
