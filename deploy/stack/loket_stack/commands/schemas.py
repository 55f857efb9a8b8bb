"""Regenerate the committed schemas: one JSON Schema for each event type and version, and asyncapi.yaml."""

import argparse
import subprocess
import sys

from loket_stack.paths import PROJECT


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments: none."""


def run(arguments: argparse.Namespace) -> int:
    """Generate, and return the generator's status."""
    generator = [sys.executable, "-m", "loket_shared.contracts.generate"]
    return subprocess.run(generator, cwd=PROJECT, check=False).returncode
