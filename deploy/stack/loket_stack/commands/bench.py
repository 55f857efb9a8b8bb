"""Measure the desk: ratios to baselines within one run, latency, and memory.

A separate stack is started in a temporary folder on free ports, and removed afterwards. The rounds of product and
baseline take turns, and the median of the rounds counts. Other work of the machine affects the figures: for comparable
figures, use a quiet machine, and more and longer rounds.

  routing    questions a second that one core routes, with 200 rules, 40 regimes, 2,000 terms, and ten times that
  footprint  memory of each part after some work, and the time of a second start
  lists      pages and lists of 1,000 cases a second, also beside a bare page with the same rows
  latency    p50 and p99 from submission to case opened and mail queued, at 20 and 50 questions a second
  flow       questions a second from submission to case opened and mail queued, sustained
  cost       processor time, transactions and statements of one question that goes to three departments
  simulation seconds that a rule set takes on 100,000 past questions, and the questions decided meanwhile
  intake     questions a second that are accepted
  unlinkability  contribution requests that an onlooker with the whole log links to their question, and chance

Only when they are named:
  profile    processor time by process and by function while questions go to departments
  growth     cost of pages and questions with 1,000,000 past questions, beside 10,000; takes long
  helpdesk   questions a second, beside the tickets of django-helpdesk, which is installed at the first use

With --against REF, the figures are ratios of this build to the build of that commit, whose stack runs beside this one.
That build is set up at its first use, and kept in var/builds.
"""

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Mapping
from functools import partial

from loket_stack.bench import (
    against,
    cost,
    flow,
    footprint,
    growth,
    helpdesk,
    intake,
    latency,
    lists,
    profile,
    replicas,
    routing,
    simulation,
    unlinkability,
)
from loket_stack.bench.bench_stack import BenchStack, start_bench_stack
from loket_stack.bench.figures import Figure, Rounds, render_table
from loket_stack.console import StackError, step

# In this order: footprint measures a desk that did little yet, and intake leaves the services stopped.
ON_STACK: Mapping[str, Callable[[BenchStack, Rounds], list[Figure]]] = {
    "footprint": footprint.measure,
    "lists": lists.measure,
    "latency": latency.measure,
    "flow": flow.measure,
    "cost": cost.measure,
    "simulation": simulation.measure,
    "intake": intake.measure,
}
ELSEWHERE = ("routing", "unlinkability")
"""Benches that do not use the stack of the others."""

BY_NAME = ("profile", "growth", "helpdesk")
"""Benches that run only when they are named."""

BY_DEFAULT = (*ELSEWHERE, *ON_STACK)
BENCHES = (*BY_DEFAULT, *BY_NAME)

Bench = Callable[[Rounds], list[Figure]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    names = ", ".join(BENCHES)
    parser.add_argument("names", metavar="NAME", nargs="*", help=f"the benches to run, of: {names}")
    parser.add_argument("--rounds", type=int, default=Rounds.count, help="number of rounds (%(default)s)")
    parser.add_argument("--seconds", type=float, default=Rounds.seconds, help="seconds of each round (%(default)s)")
    compared = ", ".join(against.COMPARED)
    parser.add_argument("--against", metavar="REF", help=f"measure another commit's build beside this one: {compared}")
    parser.add_argument(
        "--past", metavar="N", nargs=2, type=int, default=growth.SIZES, help="past questions of the two desks of growth"
    )
    parser.add_argument(
        "--replicas", metavar="N", type=int, default=1, help="measure flow with N workers of each service beside one"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document instead of a table")


def run(arguments: argparse.Namespace) -> int:
    """Run the chosen benches.

    Raises:
        StackError: the stack does not start, or a measured action fails.
    """
    if arguments.rounds < 1 or arguments.seconds < 1:
        raise StackError("the rounds are too few or too short", "ask for at least one round of one second")
    known = tuple(against.COMPARED) if arguments.against else BENCHES
    wanted = arguments.names or (known if arguments.against else BY_DEFAULT)
    if unknown := set(wanted).difference(known):
        raise StackError(f"there is no such bench: {', '.join(sorted(unknown))}", f"choose from: {', '.join(known)}")
    rounds = Rounds(arguments.rounds, arguments.seconds)
    if arguments.against:
        figures = against.measure(set(wanted), arguments.against, rounds)
    else:
        figures = _measured(set(wanted), rounds, _elsewhere(arguments))
    if arguments.json:
        sys.stdout.write(json.dumps(_document(figures), indent=2) + "\n")
    else:
        sys.stdout.writelines(
            f"{line}\n" for line in render_table(figure for each in figures.values() for figure in each)
        )
    return 0


def _elsewhere(arguments: argparse.Namespace) -> Mapping[str, Bench]:
    """Return the benches that do not use the stack of the others; flow is one if it has replicas."""
    found: dict[str, Bench] = {
        "routing": routing.measure,
        "unlinkability": unlinkability.measure,
        "profile": _on_own_stack(profile.measure),
        "growth": partial(growth.measure, sizes=arguments.past),
        "helpdesk": _on_own_stack(helpdesk.measure),
    }
    if arguments.replicas > 1:
        found["flow"] = _on_own_stack(partial(replicas.measure, replicas=arguments.replicas))
    return found


def _on_own_stack(measure: Callable[[BenchStack, Rounds], list[Figure]]) -> Bench:
    def measure_on_own_stack(rounds: Rounds) -> list[Figure]:
        with start_bench_stack() as bench:
            return measure(bench, rounds)

    return measure_on_own_stack


def _measured(names: Collection[str], rounds: Rounds, elsewhere: Mapping[str, Bench]) -> dict[str, list[Figure]]:
    figures = {}
    for name in [name for name in elsewhere if name in names]:
        with step(f"measuring {name}"):
            figures[name] = elsewhere[name](rounds)
    together = [name for name in ON_STACK if name in names and name not in elsewhere]
    if not together:
        return figures
    with start_bench_stack() as bench:
        for name in together:
            with step(f"measuring {name}"):
                figures[name] = ON_STACK[name](bench, rounds)
    return figures


def _document(figures: Mapping[str, list[Figure]]) -> dict[str, object]:
    return {
        "machine": {"cores": os.cpu_count(), "loadOfLastMinute": round(os.getloadavg()[0], 1)},
        "figures": {name: [figure.as_json() for figure in found] for name, found in figures.items()},
    }
