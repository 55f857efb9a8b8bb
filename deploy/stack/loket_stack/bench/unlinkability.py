"""The share of contribution requests that an onlooker with the whole log and no key links to their question.

It is measured in a burst, where chance is one in the number of its questions, and on a quiet desk: there a question's
requests are all published before the next question comes, so that the time alone is enough. The stack of the bench
spreads contribution work over seconds instead of minutes, so a burst on it is denser in time by the same factor.
"""

import asyncio
import time
from collections.abc import Mapping, Sequence

from loket_stack.bench.bench_stack import PERSONA, BenchStack, start_bench_stack
from loket_stack.bench.figures import Figure, Rounds
from loket_stack.bench.onlooker import ATTACKS, ClearRecord, View, count_joined
from loket_stack.console import StackError
from loket_stack.scenarios import actions
from loket_stack.scenarios.api_client import Personas, connect_personas
from loket_stack.scenarios.demo import QUESTION
from loket_stack.scenarios.waiting import wait_until
from loket_stack.state import StackState
from loket_stack.wire import Log

BURST = 40
QUIET = 4
"""Questions."""

SPREAD_SECONDS = 20.0
"""Over which contribution work is published here: nobody waits for minutes."""

_TOPICS = ("loket.questions", "loket.routing", "loket.cases", "loket.contributions", "loket.notifications")
_REST_SECONDS = 5.0
_LOOK_EVERY = 1.0
_PUBLISHED_WITHIN = SPREAD_SECONDS + 60.0


def measure(rounds: Rounds) -> list[Figure]:
    """Submit a burst ``rounds.count`` times, and a few questions far apart; measure the links of each attack."""
    with start_bench_stack(spread_seconds=SPREAD_SECONDS) as bench:
        bursts = [_attacked(bench, BURST, rounds.seconds / BURST) for _ in range(rounds.count)]
        quiet = [_attacked(bench, QUIET, SPREAD_SECONDS + _REST_SECONDS)]
    return [
        *_figures("in a burst", bursts, 100 / BURST),
        *_figures("on a quiet desk", quiet, 100 / QUIET),
    ]


def _figures(when: str, rounds: Sequence[Mapping[str, float]], chance: float) -> list[Figure]:
    best = Figure(f"requests joined {when}, best attack", "%", [max(each.values()) for each in rounds])
    note = f"chance {chance:.3g} %"
    each = [Figure(f"  {when}: {attack}", "%", [found[attack] for found in rounds], note=note) for attack in ATTACKS]
    return [best, *each]


def _attacked(bench: BenchStack, count: int, apart: float) -> Mapping[str, float]:
    """Submit ``count`` questions, ``apart`` seconds from each other; return the percentage that each attack links."""
    state = StackState.running(bench.stack.paths)
    if state is None:
        raise StackError("the stack of the bench stopped", "run the bench again")
    with connect_personas(bench.stack.paths, state) as personas:
        portal = personas.person(PERSONA)
        references = []
        for _ in range(count):
            began = time.monotonic()
            references.append(actions.submit_question(portal, QUESTION))
            time.sleep(max(apart - (time.monotonic() - began), 0))
        truth = {request: reference for reference in references for request in _requests(personas, reference)}
    log = asyncio.run(_whole_log(Log.of(state), set(truth)))
    view = View.of((record for record in log if record.subject in {*references, *truth}), SPREAD_SECONDS)
    return {attack: 100 * found / len(truth) for attack, found in count_joined(view, truth).items()}


def _requests(personas: Personas, reference: str) -> list[str]:
    """Return the ids of a question's requests; only a cleared officer may know all of them."""
    case = wait_until(f"the route of {reference}", lambda: actions.routed_case(personas.officer, reference))
    return [str(request["id"]) for request in case["requests"]]


async def _whole_log(log: Log, requests: set[str]) -> list[ClearRecord]:
    """Return the log once all ``requests`` are on it.

    Raises:
        StackError: some are not published in time.
    """
    give_up = time.monotonic() + _PUBLISHED_WITHIN
    while time.monotonic() < give_up:
        found = [
            ClearRecord.of(record.headers, record.value or b"", record.partition, record.timestamp / 1000)
            async for record in log.records(_TOPICS)
        ]
        if requests <= {record.subject for record in found}:
            return found
        await asyncio.sleep(_LOOK_EVERY)
    raise StackError(
        f"contribution work was not published within {_PUBLISHED_WITHIN:.0f} s",
        "run the bench again when the machine does less other work",
    )
