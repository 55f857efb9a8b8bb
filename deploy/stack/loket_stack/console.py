"""Output for the person at the terminal, on standard error: progress, and the error that ends a command with advice."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class StackError(Exception):
    """A problem that a person must solve: ``str(error)`` is the problem, ``remedy`` is the advice."""

    def __init__(self, problem: str, remedy: str) -> None:
        super().__init__(problem)
        self.remedy = remedy


def progress(text: str) -> None:
    """Print progress on standard error, apart from the output of ``--json``."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Print the step when it begins, and its duration when the block ends."""
    started = time.monotonic()
    progress(f"  {text} ...")
    yield
    progress(f"  {text}: done in {time.monotonic() - started:.1f} s")


def print_error(problem: str, remedy: str) -> None:
    """Print the problem and the remedy."""
    print(f"\n{problem}\n  What to do next: {remedy}", file=sys.stderr, flush=True)
