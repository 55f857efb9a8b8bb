"""One at a time, over processes."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loket_stack.console import progress


@contextmanager
def exclusive(file: Path, waiting: str) -> Iterator[None]:
    """Hold the lock ``file`` during the block; say ``waiting`` when another process holds it first.

    The lock ends with the process that holds it, however it ends.
    """
    with file.open("w") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            progress(waiting)
            fcntl.flock(held, fcntl.LOCK_EX)
        yield
