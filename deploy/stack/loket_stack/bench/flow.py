"""Sustained questions per second, from submission to case, route and queued mail.

The baseline is a pipeline of aiokafka and asyncpg, in as many processes and with the same hops: accept, route, open the
case, queue the mail. Both log in to the broker over TLS. Each has a fixed number of questions in flight; a new one is
submitted when one has arrived, so that no queue grows in front of the slowest part.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from itertools import count

from loket_stack.bench.arrivals import Arrivals, Landmark, product_landmarks, wait_until_idle
from loket_stack.bench.baseline_flow import HOPS, TOPICS, create_topics_and_tables
from loket_stack.bench.bench_stack import BASELINE, BenchStack
from loket_stack.bench.beside import free_port, run_beside, wait_until_listening
from loket_stack.bench.figures import Figure, Reading, Readings, Round, Rounds, ratio
from loket_stack.bench.load import Connection, connections

AIM = 0.3
CARRIED = "questions carried to case and mail"
IN_FLIGHT = 200
HANDS = 16

_WARM_UP_SECONDS = 3.0
_ARRIVED_WITHIN = 120.0
_NO_ROOM = 0.005
_BASELINE_PASSED = "SELECT id::text FROM {table} WHERE id >= (SELECT uuidv7($1::timestamptz - now()))"


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Measure product and baseline in turn."""
    return asyncio.run(_measure(bench, rounds))


async def _measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    mine: list[float] = []
    others: list[float] = []
    token = bench.token()
    async with _baseline(bench) as (baseline_url, baseline), rounds_on(bench) as measure_round:
        await arrived_per_second(baseline_url, token, baseline, "id", _WARM_UP_SECONDS)
        for _ in range(rounds.count):
            mine.append((await measure_round(rounds.seconds))[CARRIED].value)
            others.append(await arrived_per_second(baseline_url, token, baseline, "id", rounds.seconds))
    return [ratio(CARRIED, mine, others, AIM)]


@asynccontextmanager
async def rounds_on(bench: BenchStack) -> AsyncIterator[Round]:
    """Warm the stack up and yield what measures a round."""
    token, url = bench.token(), bench.url("intake")
    async with product_landmarks(bench, routed=True) as landmarks:

        async def measure_round(seconds: float) -> Readings:
            arrived = await arrived_per_second(url, token, landmarks, "reference", seconds)
            await wait_until_idle(bench)
            return {CARRIED: Reading(arrived, "/s")}

        await measure_round(_WARM_UP_SECONDS)
        yield measure_round


async def arrived_per_second(url: str, token: str, landmarks: list[Landmark], name: str, seconds: float) -> float:
    """Keep ``IN_FLIGHT`` questions in flight for ``seconds``; return the arrivals per second.

    ``name`` is the field of the response that identifies a question in the landmarks.

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
            arrivals.accept(number, answer.read(name))

    async with connections(url, token, HANDS) as opened, arrivals.watched():
        await asyncio.gather(*map(keep_handing_in, opened))
        arrived = len(arrivals.seconds)
        await arrivals.all(_ARRIVED_WITHIN)
    return arrived / seconds


@asynccontextmanager
async def _baseline(bench: BenchStack) -> AsyncIterator[tuple[str, list[Landmark]]]:
    """Run the baseline pipeline for the block; yield its address and its landmarks, which are the last two hops."""
    await bench.create_baseline_database()
    port = free_port()
    async with bench.databases(BASELINE) as (database,):
        await create_topics_and_tables(bench.stack.kafka(), database)
    with ExitStack() as processes:
        environment = {
            **bench.baseline_environment(),
            "BASELINE_PORT": str(port),
            "BASELINE_TOPIC": TOPICS[0],
            "BASELINE_INSERTS": "1",
        }
        processes.enter_context(run_beside("loket_stack.bench.baseline_intake", environment=environment))
        for hop in HOPS:
            processes.enter_context(run_beside("loket_stack.bench.baseline_flow", str(hop), environment=environment))
        await wait_until_listening(port)
        async with bench.databases(BASELINE, BASELINE) as last:
            yield (
                f"http://127.0.0.1:{port}",
                [
                    Landmark(connection, _BASELINE_PASSED.format(table=f"baseline_hop_{hop}"))
                    for connection, hop in zip(last, HOPS[-2:], strict=True)
                ],
            )
