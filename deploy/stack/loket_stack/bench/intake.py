"""Accepted questions per second: ``POST /v1/questions`` beside a plain FastAPI and asyncpg handler.

Both are one process that serves HTTP only, with the same pool on the same PostgreSQL. They take turns, so that the
machine is the same for both. The other services and intake's own worker and relay are stopped: ``bench flow`` measures
the flow of questions.
"""

import asyncio
import time
from itertools import count

from loket_stack.bench.bench_stack import BenchStack, free_port, run_beside, wait_until_listening
from loket_stack.bench.figures import Figure, Rounds, ratio
from loket_stack.bench.load import Connection, connections
from loket_stack.postgres.databases import SERVICES

AIM = 0.5
CONNECTIONS = 32

_WARM_UP_SECONDS = 2.0


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Stop the services of the stack and measure; they stay stopped, so this bench comes last."""
    for name in SERVICES:
        bench.stack.stop(name)
    return asyncio.run(_measure(bench, rounds))


async def _measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    await bench.create_baseline_database()
    port, baseline_port, token = free_port(), free_port(), bench.token()
    product = run_beside("loket_intake", "api", environment={**bench.env("intake"), "LOKET_PORT": str(port)})
    baseline = run_beside(
        "loket_stack.bench.baseline_intake",
        environment={**bench.baseline_environment(), "BASELINE_PORT": str(baseline_port)},
    )
    rates: dict[int, list[float]] = {port: [], baseline_port: []}
    with product, baseline:
        for address in rates:
            await wait_until_listening(address)
            await accepted_per_second(address, token, _WARM_UP_SECONDS)
        for address in [*rates] * rounds.count:
            rates[address].append(await accepted_per_second(address, token, rounds.seconds))
    return [ratio("questions accepted", rates[port], rates[baseline_port], AIM)]


async def accepted_per_second(port: int, token: str, seconds: float) -> float:
    """Submit as fast as responses come, for ``seconds``; return the accepted questions per second.

    Raises:
        StackError: a question was refused.
    """
    numbers, began = count(), time.perf_counter()

    async def keep_handing_in(connection: Connection) -> int:
        accepted = 0
        while time.perf_counter() < began + seconds:
            await connection.hand_in(next(numbers))
            accepted += 1
        return accepted

    async with connections(f"http://127.0.0.1:{port}", token, CONNECTIONS) as opened:
        total = sum(await asyncio.gather(*map(keep_handing_in, opened)))
    return total / (time.perf_counter() - began)
