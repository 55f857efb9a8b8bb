"""Two of a kind run at once: they take turns, and nothing is doubled."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from faults.desk import Desk

SERVICES = ("intake", "routing", "backoffice", "notifications")


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


@contextmanager
def _another(role: str, desk: Desk) -> Iterator[None]:
    """Run ``role`` of every service once more, and kill them at the end of the block."""
    started = [
        subprocess.Popen(  # noqa: S603 - our own programs
            [sys.executable, "-P", "-m", f"loket_{service}", role],
            env=dict(desk.stack.env(service)),
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
