"""Play one realistic question over the public APIs, from form to answer, as the right people.

A collaboration in photonics: EZK leads, OCW and AIVD contribute. Each step is shown with the time it
took; it includes waiting for what the services do by themselves.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable

from loket_stack.console import progress
from loket_stack.paths import Paths
from loket_stack.play.cast import Cast
from loket_stack.play.people import people
from loket_stack.play.photonics import Photonics
from loket_stack.running import running_stack


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--json", action="store_true", help="print one JSON document at the end")


def run(arguments: argparse.Namespace) -> int:
    """Play it; a step that does not succeed ends the play."""
    stack = running_stack()
    say: Callable[[str], None] = progress if arguments.json else print
    with people(Paths.of(), stack) as everybody:
        play = Photonics(Cast(everybody), stack)
        steps = [{"name": name, "seconds": _timed(name, act, say)} for name, act in play.steps()]
    if arguments.json:
        document = {"reference": play.reference, "steps": steps, "answered": True}
        sys.stdout.write(json.dumps(document, indent=2, ensure_ascii=False) + "\n")
    else:
        say(f"\n{play.reference} is answered. See how it went: ./loket journey {play.reference}")
    return 0


def _timed(name: str, act: Callable[[], object], say: Callable[[str], None]) -> float:
    started = time.monotonic()
    act()
    seconds = round(time.monotonic() - started, 3)
    say(f"{seconds:8.3f} s  {name}")
    return seconds
