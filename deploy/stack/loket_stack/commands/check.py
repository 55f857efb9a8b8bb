"""Run the checks that need no running stack: format, lint, types, architecture, dependencies, schemas, licences,
translations. Without a step all steps run. The last line names the steps that failed.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

from loket_stack.commands.schemas import GENERATORS
from loket_stack.console import progress
from loket_stack.paths import PROJECT

_PYTHON = sys.executable
_PROGRAMS = Path(_PYTHON).parent


def _program(name: str, *arguments: str) -> tuple[str, ...]:
    return (str(_PROGRAMS / name), *arguments)


def _deptry(member: str) -> tuple[str, ...]:
    return _program("deptry", member, "--config", f"{member}/pyproject.toml")


STEPS: Mapping[str, tuple[str, ...]] = {
    "format": _program("ruff", "format", "--check", "--quiet", "."),
    "lint": _program("ruff", "check", "--quiet", "."),
    "types-shared": _program("mypy", "shared/loket_shared"),
    "types-policy": _program("mypy", "shared/loket_policy"),
    "types-intake": _program("mypy", "services/intake/loket_intake"),
    "types-routing": _program("mypy", "services/routing/loket_routing"),
    "types-routing-bench": _program("mypy", "services/routing/routing_bench"),
    "types-backoffice": _program("mypy", "services/backoffice/loket_backoffice"),
    "types-notifications": _program("mypy", "services/notifications/loket_notifications"),
    "types-stack": _program("mypy", "deploy/stack/loket_stack"),
    "types-docs": _program("mypy", "docs"),
    "types-tests": _program("mypy", "--explicit-package-bases", "tests"),
    "types-start-script": _program("mypy", "--scripts-are-modules", "loket"),
    "architecture": _program("lint-imports", "--no-logo", "--cache-dir", "var/import-linter"),
    "dependencies-shared": _deptry("shared"),
    "dependencies-intake": _deptry("services/intake"),
    "dependencies-routing": _deptry("services/routing"),
    "dependencies-backoffice": _deptry("services/backoffice"),
    "dependencies-notifications": _deptry("services/notifications"),
    "dependencies-stack": _deptry("deploy/stack"),
    **{name: (_PYTHON, "-m", *generator, "--check") for name, generator in GENERATORS.items()},
    "licences": (_PYTHON, "-m", "loket_stack.checks", "licences"),
    "translations": (_PYTHON, "-m", "loket_stack.checks", "translations"),
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("steps", nargs="*", metavar="STEP", help=f"any of {', '.join(STEPS)}; all by default")


def run(arguments: argparse.Namespace) -> int:
    """Run the steps and return 0 if none failed."""
    wanted = [name for name in STEPS if not arguments.steps or name in arguments.steps]
    failed = [name for name in wanted if not _passes(name)]
    sys.stdout.write(f"failed: {', '.join(failed)}\n" if failed else f"all {len(wanted)} checks passed\n")
    return 1 if failed or not wanted else 0


def _passes(name: str) -> bool:
    started = time.monotonic()
    done = subprocess.run(STEPS[name], cwd=PROJECT, capture_output=True, text=True, check=False)
    progress(f"  {'FAILED' if done.returncode else 'ok':8} {name}  ({time.monotonic() - started:.1f} s)")
    if done.returncode:
        progress(done.stdout + done.stderr)
    return done.returncode == 0
