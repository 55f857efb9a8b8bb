"""Waits until the services have done their own work."""

import time
from collections.abc import Callable
from typing import TypeVar

from loket_stack.console import StackError

Found = TypeVar("Found")

_LOOK_EVERY_SECONDS = 0.1
_WAIT_SECONDS = 60.0


def wait_until(what: str, look: Callable[[], Found | None]) -> Found:
    """Poll ``look``, and return its first result.

    Raises:
        StackError: it took too long.
    """
    give_up = time.monotonic() + _WAIT_SECONDS
    while time.monotonic() < give_up:
        found = look()
        if found:
            return found
        time.sleep(_LOOK_EVERY_SECONDS)
    raise StackError(
        f"{what} did not come within {_WAIT_SECONDS:.0f} s", "see ./loket status, and ./loket dead-letters list"
    )
