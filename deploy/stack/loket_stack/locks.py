"""One at a time, over processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from loket_stack.console import progress


@contextmanager
def locked(file: Path) -> Iterator[bool]:
    """Hold the lock ``file`` during the block, if nobody else does; give whether it is held.

    The lock ends with the process that holds it, however it ends.
    """
    with file.open("w") as held:
        yield _took(held)


@contextmanager
def exclusive(file: Path, waiting: str) -> Iterator[None]:
    """Hold the lock ``file`` during the block; say ``waiting`` when another process holds it first."""
    with file.open("w") as held:
        if not _took(held):
            progress(waiting)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def fetching(tools: Path) -> Iterator[None]:
    """Be the only one that fetches into ``tools`` during the block.

    Starts and tests side by side share that folder; two of them at it would damage each other's files.
    """
    tools.mkdir(parents=True, exist_ok=True)
    with exclusive(tools / "fetching.lock", "another start is fetching what is missing; waiting for it"):
        yield


def _took(held: TextIO) -> bool:
    """Take the lock if nobody has it, and return whether that went."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
