"""The samples of a profiler: stacks of functions, and how often each was found."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

_OF_THE_START = "<frozen importlib"
_PROCESS = "process "
_WAITS = ("Condition.wait (threading.py)", "_worker (concurrent/futures/thread.py)", "select (selectors.py)")
"""Functions in which a thread waits; the profiler may take it for one that works."""


@dataclass
class Samples:
    """The number of samples in each function: ``alone`` in it, and ``with_callees`` in it or in what it calls."""

    total: int = 0
    alone: Counter[str] = field(default_factory=Counter)
    with_callees: Counter[str] = field(default_factory=Counter)

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the raw format of py-spy: in each line the stack from the outermost function on, and its number."""
        return cls.of(file.read_text().splitlines())

    @classmethod
    def of(cls, lines: Iterable[str]) -> Self:
        """Count the stacks, without those of the imports at the start and of threads that wait."""
        samples = cls()
        for line in lines:
            stack, _, number = line.rpartition(" ")
            if _OF_THE_START in stack or stack.endswith(_WAITS):
                continue
            functions = [frame for frame in stack.split(";") if not frame.startswith(_PROCESS)]
            if functions:
                samples._add(functions, int(number))
        return samples

    def _add(self, functions: list[str], number: int) -> None:
        self.total += number
        self.alone[functions[-1]] += number
        self.with_callees.update(dict.fromkeys(functions, number))

    def by_package(self) -> Counter[str]:
        """Return the samples by the package that they were found in; modules of Python itself count together."""
        found = Counter[str]()
        for function, number in self.alone.items():
            found[_package(function)] += number
        return found


def _package(function: str) -> str:
    """Return the package of a function that is written as ``name (path)``."""
    path = function.rpartition("(")[2].rstrip(")")
    package, slash, _ = path.partition("/")
    return package if slash else "python"
