"""A process that ends with the one that started it, however that ends."""

import os
import threading
import time

_SECONDS_BETWEEN_LOOKS = 0.5


def exit_with_parent(parent: int) -> None:
    """Let this process end soon after ``parent``, the id of the one that started it, has.

    Who is killed stops nobody; and what a process of a pool waits for would never come.
    """
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os._exit(1)
