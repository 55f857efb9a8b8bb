"""Exponential backoff: how long to wait before the same attempt is made again. Pauses are in seconds."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

_MAX_DOUBLINGS = 20


def pause_after(failures: int, first: float, longest: float) -> float:
    """Return the pause after that many failures in a row: ``first``, doubled by each, at most ``longest``."""
    return min(first * 2.0 ** min(failures - 1, _MAX_DOUBLINGS), longest)


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
        spent = 0.0
        for failures in count(1):
            if spent >= self.max_elapsed:
                return
            pause = pause_after(failures, self.first, self.longest)
            yield pause
            spent += pause
