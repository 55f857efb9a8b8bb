"""The pauses between attempts."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Pauses in seconds: each is twice the previous one, up to ``longest``, until their sum reaches ``max_elapsed``.

    After that the partition pauses for ``cooldown`` seconds and drops the records that it holds in memory.
    """

    first: float = 0.1
    longest: float = 5.0
    max_elapsed: float = 20.0
    cooldown: float = 10.0

    def pauses(self) -> Iterator[float]:
        """Yield the pauses between attempts, in seconds."""
        pause, spent = self.first, 0.0
        while spent < self.max_elapsed:
            yield pause
            spent += pause
            pause = min(2 * pause, self.longest)
