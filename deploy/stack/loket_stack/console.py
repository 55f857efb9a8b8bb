"""Words to the person at the terminal: progress on standard error, results on standard output."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


def progress(text: str) -> None:
    """Say what is going on, without spoiling the output of ``--json``."""
    print(text, file=sys.stderr, flush=True)


@contextmanager
def step(text: str) -> Iterator[None]:
    """Say what is being done, and at the end of the block how many seconds it took."""
    started = time.monotonic()
    progress(f"  {text} ...")
    yield
    progress(f"  {text}: done in {time.monotonic() - started:.1f} s")


def print_error(problem: str, remedy: str) -> None:
    """Say what is wrong and what to do next."""
    print(f"\n{problem}\n  What to do next: {remedy}", file=sys.stderr, flush=True)
