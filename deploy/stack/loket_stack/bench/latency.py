"""The latency of one question, from submission to case opened and mail queued.

Questions are submitted at a steady rate, whether or not earlier ones were answered. Each is timed from its planned
moment, so the waiting time behind a slow service counts too.
"""

import asyncio
import time
from collections.abc import Sequence

from loket_stack.bench.arrivals import Arrivals, Landmark, product_landmarks, wait_until_idle
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Aim, Figure, Rounds, percentile
from loket_stack.bench.load import Connection, connections

RATES = (20, 50)
"""Questions a second."""

AIM_MILLISECONDS = 300

_CONNECTIONS = 32
_WARM_UP_SECONDS = 3.0
_ARRIVED_WITHIN = 60.0


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure at each rate."""
    return asyncio.run(_measure(bench, rounds))


async def _measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    figures: list[Figure] = []
    url, token = bench.url("intake"), bench.token()
    async with product_landmarks(bench, routed=False) as landmarks:
        await submit_at_rate(url, token, landmarks, RATES[0], _WARM_UP_SECONDS)
        for rate in RATES:
            times = []
            for _ in range(rounds.count):
                times.append(await submit_at_rate(url, token, landmarks, rate, rounds.seconds))
                await wait_until_idle(bench)
            figures += _figures(rate, times)
    return figures


def _figures(rate: int, rounds: Sequence[Sequence[float]]) -> list[Figure]:
    p50, p99 = ([1000 * percentile(times, share) for times in rounds] for share in (0.5, 0.99))
    at = f"at {rate} questions/s"
    return [Figure(f"p50 {at}", "ms", p50), Figure(f"p99 {at}", "ms", p99, Aim(AIM_MILLISECONDS, at_least=False))]


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
