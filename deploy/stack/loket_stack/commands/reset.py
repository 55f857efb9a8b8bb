"""Stop everything and delete all local data: questions, keys, the log, mail, secrets.

Downloads are kept.
"""

import argparse
import sys

from loket_stack.console import StackError, progress
from loket_stack.lifecycle import remove_data, stop
from loket_stack.paths import Paths


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace) -> int:
    """Delete the data after the person confirms."""
    paths = Paths.of()
    if not arguments.yes and not _agreed(paths):
        raise StackError("nothing was deleted", "run ./loket reset again and type yes, or use --yes")
    stop(paths)
    remove_data(paths)
    progress("All local data are deleted.")
    return 0


def _agreed(paths: Paths) -> bool:
    if not sys.stdin.isatty():
        return False
    return input(f"Delete all questions, keys and mail under {paths.var}? Type yes: ").strip() == "yes"
