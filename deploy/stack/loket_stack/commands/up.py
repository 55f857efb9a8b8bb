"""Start PostgreSQL, Kafka, the identity provider, the mail catcher and the four services.

A supervisor keeps them running and restarts parts that die. The command returns when every part is ready; if the stack
runs already, it prints the addresses.
"""

import argparse
import sys

from loket_stack.components.kafka import KAFKA, LIGHT
from loket_stack.console import progress
from loket_stack.lifecycle import set_up, start
from loket_stack.locks import exclusive
from loket_stack.paths import Paths
from loket_stack.state import StackState
from loket_stack.supervisor.processes import stop_orphans
from loket_stack.supervisor.supervisor import supervise

_ADDRESSES = (
    ("intake", "ask a question, follow it, read the answer"),
    ("backoffice", "the work place of the front office and the departments"),
    ("routing", "the rules that decide who reads a question, and why"),
    ("identity", "the personas"),
    ("mail", "every mail that was sent"),
)
_PERSONAS = (
    "asker, colleague, coordinator (Universiteit Voorbeeldstad)",
    "other-asker, other-coordinator (Hogeschool Voorbeeldland)",
    "front-office (cleared), front-office-2, front-office-3",
    "expert-DEP and approver-DEP, for DEP in ocw ezk bz lnv nctv aivd mivd",
    "operator, rule-owner, rule-approver, auditor",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--broker",
        choices=(KAFKA, LIGHT),
        default=KAFKA,
        help="Apache Kafka, or a light broker that keeps records in memory only",
    )
    parser.add_argument(
        "--foreground", action="store_true", help="stay in the foreground; an interrupt stops everything"
    )


def run(arguments: argparse.Namespace) -> int:
    """Start the stack if it does not run yet."""
    paths = Paths.of()
    paths.make()
    with exclusive(paths.run / "up.lock", "another start is under way; waiting for it"):
        state = StackState.running(paths)
        if state:
            progress("The Loket is already up.")
        elif not arguments.foreground:
            progress("Starting the Loket:")
            state = start(paths, arguments.broker, on_ready=lambda part: progress(f"  {part} is ready"))
    if state:
        sys.stdout.write(_banner(state))
        return 0
    return _stay(paths, arguments.broker)


def _stay(paths: Paths, broker: str) -> int:
    stop_orphans(StackState.read(paths))
    broker = set_up(paths, broker)
    progress("Running in the foreground; an interrupt (Ctrl+C) stops everything. ./loket status prints the addresses")
    supervise(paths, broker)
    return 0


def _banner(state: StackState) -> str:
    """Return the addresses, the personas and the next commands."""
    addresses = [f"  {state.components[part].facts['url']:32} {purpose}" for part, purpose in _ADDRESSES]
    lines = [
        "The Loket is up.",
        "",
        *addresses,
        "",
        "Sign in as one of these personas by a click; there are no passwords:",
    ]
    lines += [f"  {persona}" for persona in _PERSONAS]
    lines += ["", "Next: ./loket demo runs a question from form to answer; ./loket down stops everything."]
    return "\n".join(lines) + "\n"
