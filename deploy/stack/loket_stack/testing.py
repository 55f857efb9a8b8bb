"""Runs one layer of the tests and counts the outcomes."""

import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from loket_stack.paths import PROJECT, Paths

_NO_TESTS_CHOSEN = 5

_WORKERS = {"unit": 3, "contract": 3, "integration": 3, "e2e": 2, "faults": 2}
"""How many tests of a layer run at a time, each worker with brokers and stacks of its own.

More than this has cores, since much of a test is waiting. A stack goes from one fault to the next, which
is part of what they try.
"""


@dataclass(frozen=True)
class Count:
    """The number of tests by outcome; one that failed outside its own body counts as failed too."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: Self) -> "Count":
        return Count(self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped)


def run_layer(folder: Path, options: Sequence[str], paths: Paths) -> Count:
    """Run the tests in ``folder`` with pytest, its output shown, and count them."""
    if not folder.exists():
        return Count()
    report = paths.run / f"tests-{folder.name}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    shown = ["-q", "-rs", f"--junitxml={report}"]
    command = [sys.executable, "-m", "pytest", str(folder), *shown, *_side_by_side(folder.name), *options]
    status = subprocess.run(command, cwd=PROJECT, check=False).returncode
    count = _counted(report) if report.exists() else Count()
    if status not in (0, _NO_TESTS_CHOSEN) and not count.failed:
        return count + Count(failed=1)
    return count


def _side_by_side(layer: str) -> Sequence[str]:
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
