"""Stop everything, the services first. Processes that an earlier, killed start left behind are stopped too."""

import argparse

from loket_stack.console import progress
from loket_stack.lifecycle import stop
from loket_stack.paths import Paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(arguments: argparse.Namespace) -> int:
    """Stop the stack."""
    progress("Stopping the Loket ...")
    progress("Stopped." if stop(Paths.of()) else "Nothing was running.")
    return 0
