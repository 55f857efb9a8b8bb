"""Regenerate the committed schemas: of each event type and version, asyncapi.yaml, and of a rule set's document."""

import argparse
import subprocess
import sys

from loket_stack.paths import PROJECT

GENERATORS = ("loket_shared.contracts.generate", "loket_routing.schemas.generate")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(arguments: argparse.Namespace) -> int:
    """Generate, and return the status of the first generator that fails, or 0."""
    generate = ([sys.executable, "-m", generator] for generator in GENERATORS)
    statuses = (subprocess.run(command, cwd=PROJECT, check=False).returncode for command in generate)
    return next(filter(None, statuses), 0)
