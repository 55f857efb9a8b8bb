"""Resolve the versions of all packages, and export the requirement files, pinned by hash."""

import argparse
import subprocess
import sys
from pathlib import Path

from loket_stack.console import StackError, step
from loket_stack.paths import PROJECT

# The options of uv for each file in requirements/.
_FILES = {
    "bootstrap": ("--only-group", "bootstrap"),
    "runtime": ("--all-packages", "--no-dev"),
    "dev": ("--all-packages", "--group", "dev"),
    "helpdesk": ("--only-group", "helpdesk"),
}
_PLAIN = ("--frozen", "--no-emit-workspace", "--no-header", "--no-annotate", "--quiet")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--upgrade", action="store_true", help="take the newest allowed versions")


def run(arguments: argparse.Namespace) -> int:
    """Lock and export."""
    with step("resolving versions"):
        _uv("lock", *(["--upgrade"] if arguments.upgrade else []))
    for name, content in _FILES.items():
        _uv("export", *_PLAIN, *content, "--output-file", f"requirements/{name}.txt")
    return 0


def _uv(*arguments: str) -> None:
    command = [str(Path(sys.executable).with_name("uv")), *arguments]
    if subprocess.run(command, cwd=PROJECT, check=False).returncode:
        raise StackError(f"uv {arguments[0]} failed", "read the message of uv above")
