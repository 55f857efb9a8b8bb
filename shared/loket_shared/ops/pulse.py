"""Whether a loop still turns: one that hangs in silence does no harm that anybody sees, and no work either."""

import time

STALLED_SECONDS = 90.0
"""Longer than any single wait of a loop may take, by far."""


class Pulse:
    """The last sign of life of one loop, which may keep still for ``longest`` seconds."""

    def __init__(self, longest: float = STALLED_SECONDS) -> None:
        self._longest = longest
        self._last = time.monotonic()

    def beat(self) -> None:
        """Note that the loop turned."""
        self._last = time.monotonic()

    def stalled(self) -> bool:
        """Return whether the last turn lies too far back."""
        return time.monotonic() - self._last > self._longest
