"""Restart one part, or all parts, and return when they are ready again."""

import argparse

from loket_stack.components.plan import PARTS
from loket_stack.console import progress, step
from loket_stack.lifecycle import start, stop
from loket_stack.paths import Paths
from loket_stack.state import running_stack
from loket_stack.supervisor.control import Request, send_request


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "part", nargs="?", choices=PARTS, metavar="PART", help=f"one of {', '.join(PARTS)}; all by default"
    )


def run(arguments: argparse.Namespace) -> int:
    """Restart the part, or stop and start the whole stack."""
    paths = Paths.of()
    state = running_stack()
    if arguments.part:
        with step(f"restarting {arguments.part}"):
            send_request(state, Request(do="restart", part=arguments.part))
    else:
        stop(paths)
        start(paths, state.broker, on_ready=lambda part: progress(f"  {part} is ready"))
    return 0
