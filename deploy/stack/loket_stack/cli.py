"""The command line: finds the command, runs it, and prints errors with advice."""

import argparse
import errno
import importlib
import os
import select
import signal
import sys
from collections.abc import Sequence
from typing import Protocol, cast

from loket_stack.commands import COMMANDS
from loket_stack.console import StackError, print_error
from loket_stack.paths import PRIVATE


class Command(Protocol):
    """A module in ``loket_stack.commands``; its docstring is the description that ``--help`` shows."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Declare the arguments of the command."""

    def run(self, arguments: argparse.Namespace) -> int:
        """Run the command, and return the exit status."""


def main(line: Sequence[str]) -> int:
    """Run the command line ``line`` and return the exit status: 0 is success, 1 failure, 2 misuse.

    Arguments after ``--`` are for another program: a command that starts one declares ``passed_on``.
    """
    os.umask(PRIVATE)
    words, passed_on = _split(line)
    parser = _parser(only=words[0] if words else "")
    arguments = parser.parse_args(words)
    if passed_on:
        if "passed_on" not in arguments:
            parser.error(f"{words[0]} starts no other program, so nothing may follow --")
        arguments.passed_on = passed_on
    try:
        status = cast(int, arguments.run(arguments))
        sys.stdout.flush()
        return status
    except StackError as error:
        print_error(str(error), error.remedy)
    except OSError as error:
        if isinstance(error, BrokenPipeError) and _nobody_reads_on():
            return _ENDED_BY_A_CLOSED_PIPE
        print_error(_in_words(error), _REMEDIES.get(error.errno or 0, "see ./loket logs, and try again"))
    except KeyboardInterrupt:
        print_error("interrupted", "run the same command again; finished work is kept")
        return 130
    return 1


def _split(line: Sequence[str]) -> tuple[list[str], list[str]]:
    words = list(line)
    end = words.index("--") if "--" in words else len(words)
    return words[:end], words[end + 1 :]


def _parser(only: str) -> argparse.ArgumentParser:
    """Build the parser; only the named command is loaded, so that it starts quickly."""
    parser = argparse.ArgumentParser(
        prog="./loket", description="Run, inspect, demonstrate and test the Loket Kennisveiligheid on this machine."
    )
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        entry = commands.add_parser(name, help=summary, formatter_class=argparse.RawDescriptionHelpFormatter)
        if name == only:
            command = cast(Command, importlib.import_module(f"loket_stack.commands.{module}"))
            entry.description = command.__doc__
            command.add_arguments(entry)
            entry.set_defaults(run=command.run)
    return parser


_ENDED_BY_A_CLOSED_PIPE = 128 + signal.SIGPIPE
"""The status that a shell gives a program whose reader, such as ``head``, closed the pipe."""


def _nobody_reads_on() -> bool:
    """Return whether the reader closed the output, and discard the rest of the output."""
    output = select.poll()
    output.register(sys.stdout.fileno(), 0)
    closed = any(event & select.POLLERR for _, event in output.poll(0))
    if closed:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return closed


_REMEDIES = {
    errno.ENOSPC: "make room on the disk, and run the same command again",
    errno.EACCES: "check who owns the folder, or set LOKET_VAR to a folder that you can write",
    errno.EROFS: "set LOKET_VAR to a folder that you can write",
}


def _in_words(error: OSError) -> str:
    return f"{error.strerror}: {error.filename}" if error.strerror and error.filename else str(error)
