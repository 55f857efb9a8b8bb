"""Locks between processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from loket_stack.console import progress


@contextmanager
def locked(file: Path) -> Iterator[bool]:
    """Hold the lock ``file`` during the block if it is free; yield whether it is held.

    The lock is released when its process ends, for whatever reason.
    """
    with file.open("w") as held:
        yield _took(held)


@contextmanager
def exclusive(file: Path, waiting: str) -> Iterator[None]:
    """Hold the lock ``file`` during the block; print ``waiting`` if another process holds it first."""
    with file.open("w") as held:
        if not _took(held):
            progress(waiting)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def fetching(tools: Path) -> Iterator[None]:
    """Be the only process that downloads into ``tools`` during the block.

    Stacks share that folder; two simultaneous downloads would damage each other's files.
    """
    tools.mkdir(parents=True, exist_ok=True)
    with exclusive(tools / "fetching.lock", "another start is downloading files; waiting for it"):
        yield


def _took(held: TextIO) -> bool:
    """Take the lock if it is free, and return whether that succeeded."""
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
