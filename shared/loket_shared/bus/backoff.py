"""How long to wait before the same attempt is made again."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Backoff:
    """Pauses in seconds: each twice the last, up to ``longest``, until they add up to ``patience``.

    Then the partition rests for ``rest`` seconds, so that what it holds in memory is let go of.
    """

    first: float = 0.1
    longest: float = 5.0
    patience: float = 20.0
    rest: float = 10.0

    def pauses(self) -> Iterator[float]:
        """Yield the pauses between attempts in place."""
        pause, spent = self.first, 0.0
        while spent < self.patience:
            yield pause
            spent += pause
            pause = min(2 * pause, self.longest)
