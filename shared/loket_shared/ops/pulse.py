"""Whether a loop still turns: one that hangs in silence does no harm that anybody sees, and no work either."""

import time

STALLED_SECONDS = 90.0
"""Longer than any single wait of a loop may take, by far."""


class Pulse:
    """The last sign of life of one loop."""

    def __init__(self) -> None:
        self._last = time.monotonic()

    def beat(self) -> None:
        """Note that the loop turned."""
        self._last = time.monotonic()

    def stalled(self) -> bool:
        """Return whether the last turn lies too far back."""
        return time.monotonic() - self._last > STALLED_SECONDS
