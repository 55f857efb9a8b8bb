"""How many questions a second are accepted: ``POST /v1/questions`` beside a bare FastAPI and asyncpg handler.

Both are one process that takes HTTP and nothing else, with the same pool on the same PostgreSQL; in
turn, so that the machine is the same for both. The other services and intake's own worker and relay
rest meanwhile: how fast questions flow on is what ``bench flow`` measures.
"""

import asyncio
import time
from itertools import count

from loket_stack.bench.figures import Figure, ratio
from loket_stack.bench.ground import Ground, free_port, listening, process
from loket_stack.bench.load import Connection, connections
from loket_stack.bench.rounds import Rounds
from loket_stack.postgres.databases import SERVICES

AIM = 0.5
CONNECTIONS = 32

_WARM_UP_SECONDS = 2.0


def measure(ground: Ground, rounds: Rounds) -> list[Figure]:
    """Stop the services of the stack and measure; they stay at rest, so this bench comes last."""
    for name in SERVICES:
        ground.stack.stop(name)
    return asyncio.run(_measure(ground, rounds))


async def _measure(ground: Ground, rounds: Rounds) -> list[Figure]:
    await ground.provide_bare()
    port, bare_port, token = free_port(), free_port(), ground.token()
    product = process("loket_intake", "api", told={**ground.env("intake"), "LOKET_PORT": str(port)})
    bare = process("loket_stack.bench.bare_intake", told={**ground.told, "BARE_PORT": str(bare_port)})
    rates: dict[int, list[float]] = {port: [], bare_port: []}
    with product, bare:
        for address in rates:
            await listening(address)
            await accepted_per_second(address, token, _WARM_UP_SECONDS)
        for address in [*rates] * rounds.count:
            rates[address].append(await accepted_per_second(address, token, rounds.seconds))
    return [ratio("questions accepted", rates[port], rates[bare_port], AIM)]


async def accepted_per_second(port: int, token: str, seconds: float) -> float:
    """Hand in as fast as answers come, for ``seconds``; return how many a second were accepted.

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
