"""Run the tests, layer by layer, the quickest layers first.

Without a layer all layers run; ``quick`` is the first three.
The last line has the numbers of passed, failed and skipped tests. The reasons for skipping are above it. Arguments
after ``--`` go to pytest.
"""

import argparse
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from loket_stack.console import StackError, progress
from loket_stack.paths import PROJECT, Paths

QUICK = ("unit", "contract", "architecture")
LAYERS = (*QUICK, "integration", "e2e", "faults")
_NO_TESTS_CHOSEN = 5
_WORKERS = {"unit": 3, "contract": 3, "integration": 3, "e2e": 2, "faults": 2}
"""The number of tests of a layer that run at a time; each worker has brokers and stacks of its own.

It may exceed the number of cores, since tests mostly wait. The tests in ``faults`` also try that one stack survives one
fault after the other.
"""


@dataclass(frozen=True)
class Count:
    """The number of tests by outcome; one that failed outside its own body counts as failed too."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Self) -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "layers", nargs="*", metavar="LAYER", help=f"any of {', '.join(LAYERS)}, or quick; all by default"
    )
    parser.add_argument(
        "--repeat", type=int, default=1, metavar="N", help="run the layers up to N times; stop after a failure"
    )
    parser.add_argument("--no-skips", action="store_true", help="count a skipped test as a failure")
    parser.set_defaults(passed_on=[])


def run(arguments: argparse.Namespace) -> int:
    """Run the layers and return 0 if nothing failed.

    Raises:
        StackError: there is no such layer.
    """
    if unknown := set(arguments.layers) - {*LAYERS, "quick"}:
        raise StackError(f"there is no layer {', '.join(sorted(unknown))}", f"choose from: quick, {', '.join(LAYERS)}")
    named = {*arguments.layers, *(QUICK if "quick" in arguments.layers else ())}
    total = Count()
    for round_number in range(1, arguments.repeat + 1):
        for layer in (layer for layer in LAYERS if layer in named or not named):
            progress(f"== {layer}" + (f" ({round_number} of {arguments.repeat})" if arguments.repeat > 1 else ""))
            total += run_layer(PROJECT / "tests" / layer, arguments.passed_on, Paths.of())
        if total.failed:
            break
    sys.stdout.write(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped\n")
    return 1 if total.failed or (arguments.no_skips and total.skipped) else 0


def run_layer(folder: Path, options: Sequence[str], paths: Paths) -> Count:
    """Run the tests in ``folder`` with pytest, its output shown, and count them."""
    if not folder.exists():
        return Count()
    report = paths.run / f"tests-{folder.name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    shown = ["-q", "-rs", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", str(folder), *shown, *_worker_options(folder.name), *options]
    status = subprocess.run(command, cwd=PROJECT, check=False).returncode
    count = _counted(report) if report.exists() else Count()
    if status not in (0, _NO_TESTS_CHOSEN) and not count.failed:
        return count + Count(failed=1)
    return count


def _worker_options(layer: str) -> Sequence[str]:
    """Return pytest's options for the workers of a layer; a file stays in one worker, and files keep their order."""
    together = ("--dist", "loadfile", "--no-loadscope-reorder")
    return ("-n", str(_WORKERS[layer]), *together) if layer in _WORKERS else ()


def _counted(report: Path) -> Count:
    suites = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - pytest wrote it just now
    count = Count()
    for suite in suites:
        failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped = int(suite.get("skipped", 0))
        count += Count(int(suite.get("tests", 0)) - failed - skipped, failed, skipped)
    return count
