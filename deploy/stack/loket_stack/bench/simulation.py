"""The time to simulate a rule set on 100,000 past questions, and the throughput beside it.

The past is synthetic and stored where routing keeps it, sealed. The rule set differs from the one in force by one line.
A simulation runs at low priority: questions should flow as they do without it.
"""

import asyncio
import subprocess
import sys
import time
from typing import Any

from loket_stack.bench.arrivals import product_landmarks, wait_until_idle
from loket_stack.bench.bench_stack import BenchStack
from loket_stack.bench.figures import Aim, Figure, Rounds
from loket_stack.bench.flow import arrived_per_second
from loket_stack.console import StackError
from loket_stack.scenarios.api_client import PersonaClient, connect_personas
from loket_stack.state import StackState

QUESTIONS = 100_000
AIM_SECONDS = 60
AIM_BESIDE = 0.8

_FIRST = "2026.1"
_LEFT_OUT = 5
_LOOK_EVERY = 0.2
_ENDS_WITHIN = 600.0
_WARM_UP_SECONDS = 3.0


def measure(bench: BenchStack, rounds: Rounds) -> list[Figure]:
    """Generate a past, simulate it in every round, and measure the flow of questions without and beside it."""
    _make_up(bench)
    state = StackState.running(bench.stack.paths)
    if state is None:
        raise StackError("the stack of the bench stopped", "run the bench again")
    with connect_personas(bench.stack.paths, state) as personas:
        simulations = _Simulations(personas.person("rule-owner"))
        alone = [simulations.timed() for _ in range(rounds.count)]
        without, beside = asyncio.run(_flowing(bench, rounds, simulations))
    share = [mine / other for mine, other in zip(beside, without, strict=True)]
    note = f"{max(beside):.0f} against {max(without):.0f} questions/s"
    return [
        Figure(f"simulation of {QUESTIONS:,} past questions", "s", alone, Aim(AIM_SECONDS, at_least=False)),
        Figure("questions carried beside a simulation", "", share, Aim(AIM_BESIDE, at_least=True), note),
    ]


def _make_up(bench: BenchStack) -> None:
    module = "routing_bench.synthetic_past"
    command = [sys.executable, "-P", "-m", module, str(QUESTIONS)]
    subprocess.run(command, env=dict(bench.env("routing")), check=True, stdout=subprocess.DEVNULL)


async def _flowing(bench: BenchStack, rounds: Rounds, simulations: "_Simulations") -> tuple[list[float], list[float]]:
    """Return the questions per second, in turn without a simulation and beside one."""
    without, beside = list[float](), list[float]()
    token, url = bench.token(), bench.url("intake")
    async with product_landmarks(bench, routed=True) as landmarks:
        await arrived_per_second(url, token, landmarks, "reference", _WARM_UP_SECONDS)
        for _ in range(rounds.count):
            without.append(await arrived_per_second(url, token, landmarks, "reference", rounds.seconds))
            await wait_until_idle(bench)
            begun = await asyncio.to_thread(simulations.begun)
            beside.append(await arrived_per_second(url, token, landmarks, "reference", rounds.seconds))
            await asyncio.to_thread(simulations.cancel, begun)
            await wait_until_idle(bench)
    return without, beside


class _Simulations:
    """Drafts a rule set with one line less, as the rule owner, and simulates it."""

    def __init__(self, owner: PersonaClient) -> None:
        self._owner = owner
        drafted = owner.send("routing", "/v1/rule-sets", {"basedOn": _FIRST})
        document = drafted["document"]
        document["lines"] = [line for line in document["lines"] if line["number"] != _LEFT_OUT]
        document["precedence"] = [number for number in document["precedence"] if number != _LEFT_OUT]
        self._version = str(drafted["version"])
        body = {"document": document, "revision": drafted["revision"]}
        path = f"/v1/rule-sets/{self._version}"
        owner.personas.ask(owner.name, "PUT", "routing", path, json=body).raise_for_status()

    def timed(self) -> float:
        """Return the seconds of a simulation, from the order to the report."""
        began = time.perf_counter()
        address = self._order()
        self._until(address, "done")
        return time.perf_counter() - began

    def begun(self) -> str:
        """Start a simulation and return its address once it has begun."""
        address = self._order()
        self._until(address, "running")
        return address

    def cancel(self, address: str) -> None:
        """Cancel the simulation."""
        self._owner.send("routing", f"{address}/cancellation", {})

    def _order(self) -> str:
        return f"/v1/simulations/{self._owner.send('routing', '/v1/simulations', {'ruleSet': self._version})['id']}"

    def _until(self, address: str, state: str) -> None:
        for _ in range(int(_ENDS_WITHIN / _LOOK_EVERY)):
            seen: dict[str, Any] = self._owner.read("routing", address)
            if seen["state"] == state and seen["done"]:
                return
            if seen["state"] in ("failed", "cancelled", "done"):
                break
            time.sleep(_LOOK_EVERY)
        raise StackError(f"the simulation did not reach the state {state}", "run the bench again")
