"""Memory of each part after some work, and the time of a second start."""

import asyncio
import time
from collections.abc import Iterable
from typing import NamedTuple

import psutil

from loket_stack.bench import latency
from loket_stack.bench.arrivals import product_landmarks, wait_until_idle
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Aim, Figure, Rounds
from loket_stack.postgres.databases import SERVICES

AIM_MEGABYTES = 600
AIM_START_SECONDS = 12

_WORK_RATE = 20
_WORK_SECONDS = 10.0


class Memory(NamedTuple):
    """The megabytes of a part with its child processes; ``proportional`` divides shared pages among processes."""

    proportional: float
    resident: float


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Restart the stack ``rounds.count`` times, let it work, and measure the memory of its parts."""
    starts = [_start_again(bench) for _ in range(rounds.count)]
    asyncio.run(_work(bench))
    parts = {name: _memory(int(part["pid"])) for name, part in bench.stack.status()["parts"].items()}
    return [
        Figure("start of a second up", "s", starts, Aim(AIM_START_SECONDS, at_least=False)),
        _weighed("the four services", (parts[name] for name in SERVICES), Aim(AIM_MEGABYTES, at_least=False)),
        *(_weighed(name, [memory]) for name, memory in parts.items()),
    ]


def _start_again(bench: BenchStack) -> float:
    bench.stack.down()
    began = time.perf_counter()
    bench.stack.run("up")
    return time.perf_counter() - began


async def _work(bench: BenchStack) -> None:
    """Give the services ordinary work, so that they load everything that they load lazily."""
    async with product_landmarks(bench, routed=True) as landmarks:
        await latency.submit_at_rate(bench.url("intake"), bench.token(), landmarks, _WORK_RATE, _WORK_SECONDS)
    await wait_until_idle(bench)


def _memory(pid: int) -> Memory:
    leader = psutil.Process(pid)
    sizes = [process.memory_full_info() for process in (leader, *leader.children(recursive=True))]
    # Only Linux knows the proportional size; on other systems the unique size comes closest.
    proportional = sum(getattr(size, "pss", size.uss) for size in sizes)
    return Memory(proportional / 2**20, sum(size.rss for size in sizes) / 2**20)


def _weighed(name: str, memories: Iterable[Memory], aim: Aim | None = None) -> Figure:
    proportional, resident = map(sum, zip(*memories, strict=True))
    return Figure(f"memory of {name}", "MB", [proportional], aim, f"resident {resident:.0f} MB")
