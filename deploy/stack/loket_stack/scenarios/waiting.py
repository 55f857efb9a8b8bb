"""Waits for the services' own work."""

import time
from collections.abc import Callable
from typing import TypeVar

from loket_stack.failures import StackError

Found = TypeVar("Found")

_LOOK_EVERY_SECONDS = 0.1
_PATIENCE_SECONDS = 60.0


def wait_until(what: str, look: Callable[[], Found | None]) -> Found:
    """Poll ``look``, and return its first result.

    Raises:
        StackError: it took too long.
    """
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < give_up:
        found = look()
        if found:
            return found
        time.sleep(_LOOK_EVERY_SECONDS)
    raise StackError(
        f"waited {_PATIENCE_SECONDS:.0f} s in vain: {what}", "see ./loket status, and ./loket dead-letters list"
    )
