"""Two of a kind run at once: they take turns, one replaces the other when it hangs, and nothing is doubled."""

import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import groupby

import httpx
import pytest
from faults.desk import SERVICES, Desk, wait_for
from faults.wire import records

pytestmark = pytest.mark.long

REPLACED_SECONDS = 60
"""Half of it is enough where the machine has nothing else to do."""

IN_FLIGHT, WHILE_STOPPED = 40, 10
"""Questions handed in before a process is stopped and on, and only then."""

TOPICS = ("loket.questions", "loket.routing", "loket.cases")


def test_two_relays_of_every_service(desk: Desk) -> None:
    with desk.questions_in_flight():
        time.sleep(1)
        with _another("relay", desk):
            time.sleep(8)


def test_a_second_worker_of_every_service_comes_and_is_killed(desk: Desk) -> None:
    with desk.questions_in_flight():
        time.sleep(1)
        with _another("worker", desk):
            time.sleep(8)


@pytest.mark.parametrize("service", SERVICES)
def test_a_process_that_hangs_is_replaced_and_does_no_harm_when_it_wakes(
    desk: Desk, service: str, unused_tcp_port_factory: Callable[[], int]
) -> None:
    """The first of each kind is the active relay, and has its share of the partitions."""
    with _everything_twice(desk, unused_tcp_port_factory):
        with desk.questions_in_flight(IN_FLIGHT) as references:
            time.sleep(1)
            with _stopped(desk, service):
                late = desk.hand_in(WHILE_STOPPED)
                wait_for("the case is open with its route", lambda: desk.unrouted(late), REPLACED_SECONDS)
                wait_for("the asker is told of it", lambda: desk.untold(late, 1), REPLACED_SECONDS)
        last = desk.hand_in(5)
        desk.settle(last)
    assert desk.dead_letters() == []
    _hold_the_order(desk, [*references, *late, *last])


@contextmanager
def _stopped(desk: Desk, service: str) -> Iterator[None]:
    """Stop the process of ``service`` that the stack runs, as a machine that freezes does."""
    desk.stack.kill(service, signal.SIGSTOP)
    try:
        yield
    finally:
        desk.stack.kill(service, signal.SIGCONT)


def _hold_the_order(desk: Desk, references: Sequence[str]) -> None:
    """Hold that the first delivery of each question's events is in their order, and that none is missing."""
    wanted = set(references)
    log = [one for one in records(desk.stack, *TOPICS) if one.header("subject") in wanted]
    log.sort(key=lambda one: (one.topic, one.key or b""))
    for key, events in groupby(log, key=lambda one: (one.topic, one.key)):
        first = list(dict.fromkeys((int(one.header("sequence")), one.header("id")) for one in events))
        assert [sequence for sequence, _ in first] == list(range(1, len(first) + 1)), key


@contextmanager
def _everything_twice(desk: Desk, free_port: Callable[[], int]) -> Iterator[None]:
    """Run every service once more, and ask those while the block runs."""
    ports = {service: free_port() for service in SERVICES}
    told = {service: {"LOKET_PORT": str(port)} for service, port in ports.items()}
    with _another("all", desk, told):
        desk.elsewhere = {service: f"http://127.0.0.1:{port}" for service, port in ports.items()}
        try:
            wait_for("the second ones are ready", lambda: [one for one in SERVICES if not _ready(desk.url(one))])
            yield
        finally:
            desk.elsewhere = {}


def _ready(url: str) -> bool:
    return httpx.get(f"{url}/health/ready").is_success


@contextmanager
def _another(role: str, desk: Desk, told: Mapping[str, Mapping[str, str]] | None = None) -> Iterator[None]:
    """Run ``role`` of every service once more, ``told`` something else each, and kill them at the end of the block."""
    started = [
        subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, "-P", "-m", f"loket_{service}", role],
            env={**desk.stack.env(service), **(told or {}).get(service, {})},
            stdout=subprocess.DEVNULL,
        )
        for service in SERVICES
    ]
    try:
        yield
    finally:
        for process in started:
            process.kill()
            process.wait()
