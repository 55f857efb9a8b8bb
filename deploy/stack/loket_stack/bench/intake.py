"""Accepted questions per second: ``POST /v1/questions`` beside a plain FastAPI and asyncpg handler.

Both are one process that serves HTTP only, with the same pool on the same PostgreSQL. They take turns, so that the
machine is the same for both. The services of the stack are stopped meanwhile: ``bench flow`` measures the flow of
questions.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.beside import free_port, run_beside, wait_until_listening
from loket_stack.bench.figures import Figure, Reading, Readings, Round, Rounds, ratio
from loket_stack.bench.load import Connection, connections
from loket_stack.postgres.databases import SERVICES

AIM = 0.5
ACCEPTED = "questions accepted"
CONNECTIONS = 32

_WARM_UP_SECONDS = 2.0


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure product and baseline in turn."""
    return asyncio.run(_measure(bench, rounds))


async def _measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    await bench.create_baseline_database()
    port, token = free_port(), bench.token()
    environment = {**bench.baseline_environment(), "BASELINE_PORT": str(port)}
    mine: list[float] = []
    others: list[float] = []
    async with rounds_on(bench) as measure_round:
        with run_beside("loket_stack.bench.baseline_intake", environment=environment):
            await wait_until_listening(port)
            await accepted_per_second(port, token, _WARM_UP_SECONDS)
            for _ in range(rounds.count):
                mine.append((await measure_round(rounds.seconds))[ACCEPTED].value)
                others.append(await accepted_per_second(port, token, rounds.seconds))
    return [ratio(ACCEPTED, mine, others, AIM)]


@asynccontextmanager
async def rounds_on(bench: BenchStack) -> AsyncIterator[Round]:
    """Stop the services, start intake's interface alone for the block and yield what measures a round.

    The services stay stopped, because a backlog of questions waits for them; so this bench comes last.
    """
    port, token = free_port(), bench.token()
    environment = {**bench.env("intake"), "LOKET_PORT": str(port), "LOKET_OPS_PORT": str(free_port())}

    async def measure_round(seconds: float) -> Readings:
        return {ACCEPTED: Reading(await accepted_per_second(port, token, seconds), "/s")}

    bench.hold(*SERVICES)
    with run_beside("loket_intake", "api", environment=environment, build=bench.build):
        await wait_until_listening(port)
        await measure_round(_WARM_UP_SECONDS)
        yield measure_round


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
