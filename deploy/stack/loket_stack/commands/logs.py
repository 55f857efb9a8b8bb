"""Print the logs of the parts, readable: time, level, part, message, and fields."""

import argparse
import sys
import time
from collections.abc import Iterator

from loket_stack.components.plan import PARTS
from loket_stack.log_lines import LogFile, LogLine
from loket_stack.paths import Paths

_PARTS = (*PARTS, "supervisor")
_POLL = 0.3


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("part", nargs="?", choices=_PARTS, metavar="PART", help=f"one of {', '.join(_PARTS)}; or all")
    parser.add_argument("--follow", action="store_true", help="continue with new lines, until interrupted")
    parser.add_argument("--lines", type=int, default=200, metavar="N", help="begin with the last N lines (200)")


def run(arguments: argparse.Namespace) -> int:
    """Print the last lines by time, then new lines."""
    names = [arguments.part] if arguments.part else _PARTS
    files = [LogFile(name, Paths.of().log / f"{name}.log") for name in names]
    _print(_in_order(files)[-arguments.lines :])
    while arguments.follow:
        time.sleep(_POLL)
        _print(_in_order(files))
    return 0


def _in_order(files: list[LogFile]) -> list[LogLine]:
    """Return the new lines of ``files``; lines of one file keep their order."""
    return sorted(_read_new(files), key=lambda line: line.time)


def _read_new(files: list[LogFile]) -> Iterator[LogLine]:
    for file in files:
        yield from file.read_new()


def _print(lines: list[LogLine]) -> None:
    for line in lines:
        sys.stdout.write(f"{line.time:23} {line.level:8} {line.part:14} {line.text}\n")
    sys.stdout.flush()
