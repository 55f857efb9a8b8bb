"""Run one realistic question over the public APIs, from form to answer, with the right personas.

The question is about a collaboration in photonics: EZK leads, OCW and AIVD contribute. Each step is printed with its
duration, which includes waiting for the services.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable

from loket_stack.console import progress
from loket_stack.paths import Paths
from loket_stack.scenarios.api_client import connect_personas
from loket_stack.scenarios.demo import Demo
from loket_stack.state import running_stack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document at the end")


def run(arguments: argparse.Namespace) -> int:
    """Run the demonstration; it ends at the first step that fails."""
    stack = running_stack()
    say: Callable[[str], None] = progress if arguments.json else print
    with connect_personas(Paths.of(), stack) as personas:
        demo = Demo(personas, stack)
        steps = [{"name": name, "seconds": _timed(name, act, say)} for name, act in demo.steps()]
    if arguments.json:
        document = {"reference": demo.reference, "steps": steps, "answered": True}
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    else:
        say(f"\n{demo.reference} is answered. See how it went: ./loket journey {demo.reference}")
    return 0


def _timed(name: str, act: Callable[[], object], say: Callable[[str], None]) -> float:
    started = time.monotonic()
    act()
    seconds = round(time.monotonic() - started, 3)
    say(f"{seconds:8.3f} s  {name}")
    return seconds
