"""Start PostgreSQL, Kafka, the identity provider, the mail catcher and the four services.

A supervisor keeps them running and restarts what dies. Returns when every part is ready; when all
runs already, says so.
"""

import argparse
import sys

from loket_stack.console import progress
from loket_stack.lifecycle import start
from loket_stack.locks import exclusive
from loket_stack.parts.kafka import KAFKA, LIGHT
from loket_stack.paths import Paths
from loket_stack.setup import set_up
from loket_stack.state import StackState
from loket_stack.supervisor.orphans import stop_orphans
from loket_stack.supervisor.running import supervise
from loket_stack.welcome import welcome


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--broker", choices=(KAFKA, LIGHT), default=KAFKA, help="Apache Kafka, or a light one that only has memory"
    )
    parser.add_argument("--foreground", action="store_true", help="stay, and stop everything on an interrupt")


def run(arguments: argparse.Namespace) -> int:
    """Start what does not run yet."""
    paths = Paths.of()
    paths.make()
    with exclusive(paths.run / "up.lock", "another start is under way; waiting for it"):
        state = StackState.running(paths)
        if state:
            progress("The Loket is already up.")
        elif not arguments.foreground:
            progress("Starting the Loket:")
            state = start(paths, arguments.broker, told=lambda part: progress(f"  {part} is ready"))
    if state:
        sys.stdout.write(welcome(state))
        return 0
    return _stay(paths, arguments.broker)


def _stay(paths: Paths, broker: str) -> int:
    stop_orphans(StackState.read(paths))
    broker = set_up(paths, broker)
    progress("Running in the foreground; an interrupt stops everything. Addresses: ./loket status")
    supervise(paths, broker)
    return 0
