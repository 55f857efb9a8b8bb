"""How many questions a second flow through, sustained: from submission to case, route and queued mail.

Beside it a bare pipeline of aiokafka and asyncpg, in as many processes and with the same hops: taken
in, routed, the case opened, the mail queued. Both log in at the broker over TLS. Each has a fixed number
of questions in flight; a new one is handed in whenever one has arrived, so that nothing piles up in front
of the slowest part.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from itertools import count

from loket_stack.bench import product
from loket_stack.bench.arrivals import Arrivals, Landmark
from loket_stack.bench.bare_flow import HOPS, TOPICS, provide
from loket_stack.bench.figures import Figure, ratio
from loket_stack.bench.ground import BARE, Ground, free_port, listening, process
from loket_stack.bench.load import Connection, connections
from loket_stack.bench.rounds import Rounds

AIM = 0.3
IN_FLIGHT = 200
HANDS = 16

_WARM_UP_SECONDS = 3.0
_ARRIVED_WITHIN = 120.0
_NO_ROOM = 0.005
_BARE_PASSED = "SELECT id::text FROM {table} WHERE id >= (SELECT uuidv7($1::timestamptz - now()))"


def measure(ground: Ground, rounds: Rounds) -> list[Figure]:
    """Measure product and baseline in turn."""
    return asyncio.run(_measure(ground, rounds))


async def _measure(ground: Ground, rounds: Rounds) -> list[Figure]:
    mine: list[float] = []
    others: list[float] = []
    token, url = ground.token(), ground.url("intake")
    async with _bare(ground) as (bare_url, bare), product.landmarks(ground, routed=True) as landmarks:
        for address, places, name in ((url, landmarks, "reference"), (bare_url, bare, "id")):
            await arrived_per_second(address, token, places, name, _WARM_UP_SECONDS)
        for _ in range(rounds.count):
            mine.append(await arrived_per_second(url, token, landmarks, "reference", rounds.seconds))
            await product.at_rest(ground)
            others.append(await arrived_per_second(bare_url, token, bare, "id", rounds.seconds))
    return [ratio("questions carried to case and mail", mine, others, AIM)]


async def arrived_per_second(url: str, token: str, landmarks: list[Landmark], name: str, seconds: float) -> float:
    """Keep ``IN_FLIGHT`` questions under way for ``seconds``; return how many arrived a second.

    ``name`` is the field of the answer by which the landmarks know a question.

    Raises:
        StackError: a question was refused or did not arrive.
    """
    arrivals, numbers, end = Arrivals(landmarks), count(), time.time() + seconds

    async def keep_handing_in(connection: Connection) -> None:
        while (now := time.time()) < end:
            if arrivals.in_flight >= IN_FLIGHT:
                await asyncio.sleep(_NO_ROOM)
                continue
            number = next(numbers)
            arrivals.begin(number, now)
            answer = await connection.hand_in(number)
            arrivals.take(number, answer.read(name))

    async with connections(url, token, HANDS) as opened, arrivals.watched():
        await asyncio.gather(*map(keep_handing_in, opened))
        arrived = len(arrivals.seconds)
        await arrivals.all(_ARRIVED_WITHIN)
    return arrived / seconds


@asynccontextmanager
async def _bare(ground: Ground) -> AsyncIterator[tuple[str, list[Landmark]]]:
    """Run the bare pipeline for the block; give its address and its landmarks: the last two hops."""
    await ground.provide_bare()
    told, port = ground.told, free_port()
    async with ground.databases(BARE) as (database,):
        await provide(ground.stack.kafka(), database)
    with ExitStack() as processes:
        told = {**told, "BARE_PORT": str(port), "BARE_TOPIC": TOPICS[0], "BARE_INSERTS": "1"}
        processes.enter_context(process("loket_stack.bench.bare_intake", told=told))
        for hop in HOPS:
            processes.enter_context(process("loket_stack.bench.bare_flow", str(hop), told=told))
        await listening(port)
        async with ground.databases(BARE, BARE) as last:
            yield (
                f"http://127.0.0.1:{port}",
                [
                    Landmark(connection, _BARE_PASSED.format(table=f"bare_hop_{hop}"))
                    for connection, hop in zip(last, HOPS[-2:], strict=True)
                ],
            )
