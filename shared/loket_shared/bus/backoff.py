"""How long to wait before the same attempt is made again."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Pauses in seconds: each twice the last, up to ``longest``, until they add up to ``max_elapsed``.

    Then the partition pauses for ``cooldown`` seconds and drops what it holds in memory.
    """

    first: float = 0.1
    longest: float = 5.0
    max_elapsed: float = 20.0
    cooldown: float = 10.0

    def pauses(self) -> Iterator[float]:
        """Yield the pauses between attempts in place."""
        pause, spent = self.first, 0.0
        while spent < self.max_elapsed:
            yield pause
            spent += pause
            pause = min(2 * pause, self.longest)
