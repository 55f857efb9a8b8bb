"""Memory of each part after some work, and the time of a second start."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from typing import NamedTuple

import psutil

from loket_stack.bench import latency
from loket_stack.bench.arrivals import product_landmarks, wait_until_idle
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Aim, Figure, Reading, Readings, Round, Rounds, measure_rounds
from loket_stack.postgres.databases import SERVICES

START = "start of a second up"
SERVICES_MEMORY = "memory of the four services"
AIMS: Mapping[str, Aim] = {START: Aim(12, at_least=False), SERVICES_MEMORY: Aim(380, at_least=False)}

_WORK_RATE = 20


class Memory(NamedTuple):
    """The megabytes of a part with its child processes; ``proportional`` divides shared pages among processes."""

    proportional: float
    resident: float


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Restart the stack, let it work and weigh its parts, ``rounds.count`` times."""
    return asyncio.run(measure_rounds(rounds_on(bench), rounds, AIMS))


@asynccontextmanager
async def rounds_on(bench: BenchStack) -> AsyncIterator[Round]:
    """Yield what measures a round."""

    async def measure_round(seconds: float) -> Readings:
        bench.run("down")
        began = time.perf_counter()
        bench.up()
        started = time.perf_counter() - began
        await _work(bench, seconds)
        parts = {name: _memory(bench.process(name)) for name in bench.parts}
        return {
            START: Reading(started, "s"),
            SERVICES_MEMORY: _weighed(parts[name] for name in SERVICES),
            **{f"memory of {name}": _weighed([memory]) for name, memory in parts.items()},
            "memory of the four services, shared pages counted by each": Reading(
                sum(parts[name].resident for name in SERVICES), "MB"
            ),
        }

    yield measure_round


async def _work(bench: BenchStack, seconds: float) -> None:
    """Give the services ordinary work, so that they load everything that they load lazily."""
    async with product_landmarks(bench, routed=True) as landmarks:
        await latency.submit_at_rate(bench.url("intake"), bench.token(), landmarks, _WORK_RATE, seconds)
    await wait_until_idle(bench)


def _memory(leader: psutil.Process) -> Memory:
    sizes = [process.memory_full_info() for process in (leader, *leader.children(recursive=True))]
    # Only Linux knows the proportional size; on other systems the unique size comes closest.
    proportional = sum(getattr(size, "pss", size.uss) for size in sizes)
    return Memory(proportional / 2**20, sum(size.rss for size in sizes) / 2**20)


def _weighed(memories: Iterable[Memory]) -> Reading:
    return Reading(sum(memory.proportional for memory in memories), "MB")
