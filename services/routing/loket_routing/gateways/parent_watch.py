"""Ends a process with the process that started it; small, for what a process imports it keeps in memory."""

import os
import threading
import time

_SECONDS_BETWEEN_LOOKS = 0.5


def exit_with_parent(parent: int) -> None:
    """Exit soon after ``parent``, the id of the process that started this one, has ended.

    A killed parent cannot stop its children, and a process of a pool would wait forever.
    """
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)
