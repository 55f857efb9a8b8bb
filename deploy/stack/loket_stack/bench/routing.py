"""Questions per second on one core, beside a naive pass and with ten times the rules and terms.

The stack imports no service, so the routing service measures itself in a separate process. It needs no broker and no
database.
"""

import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from statistics import median
from typing import Any

from loket_stack.bench.figures import Aim, Figure, Rounds, ratio
from loket_stack.console import StackError

AIM_PER_SECOND = 1_500
AIM_OF_NAIVE = 20
AIM_COST_OF_TENFOLD = 2


def measure(rounds: Rounds) -> list[Figure]:
    """Let the routing service measure itself.

    Raises:
        StackError: it fails.
    """
    command = [sys.executable, "-P", "-m", "routing_bench"]
    options = ["--rounds", str(rounds.count), "--seconds", str(rounds.seconds)]
    finished = subprocess.run([*command, *options], stdout=subprocess.PIPE, check=False)
    if finished.returncode:
        raise StackError("the bench of routing failed", "read its error above, and run the bench again")
    return figures(json.loads(finished.stdout))


def figures(measured: dict[str, Any]) -> list[Figure]:
    """Return the figures of the service's measurements: for each round the work per second of processor time."""
    rounds = measured["rounds"]
    decided, naive, tenfold = ([one[name] for one in rounds] for name in ("decided", "naive", "tenfold"))
    split = f"reading {_microseconds(rounds, 'read')}, weighing {_microseconds(rounds, 'weighed')}"
    same = f"the same rules fire for {measured['agreement']:.0%} of the questions"
    cost = [usual / more for usual, more in zip(decided, tenfold, strict=True)]
    against = ratio("routed against a naive pass", decided, naive, AIM_OF_NAIVE)
    return [
        Figure("routed on one core", "/s", decided, Aim(AIM_PER_SECOND, at_least=True), split),
        replace(against, note=f"{against.note}; {same}"),
        Figure("cost of ten times the rules and terms", "", cost, Aim(AIM_COST_OF_TENFOLD, at_least=False)),
        Figure("compiling a rule set", "s", [measured["compiling"]]),
        Figure("compiling one ten times as large", "s", [measured["compiling_tenfold"]]),
    ]


def _microseconds(rounds: Iterable[dict[str, float]], name: str) -> str:
    return f"{median(1e6 / one[name] for one in rounds):.0f} µs"
