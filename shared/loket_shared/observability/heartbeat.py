"""Monitors loops: nothing else notices a loop that hangs silently or fails again and again."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from loket_shared.observability import metrics

_LOG = structlog.get_logger(__name__)

STALLED_SECONDS = 90.0
"""Seconds: far more than any single wait of a loop takes."""

LASTING_SECONDS = 30.0
"""Seconds after which a failing loop raises the alarm; failures at a start or a change of leader are shorter."""

STEADY_SECONDS = 10.0
"""Seconds without a failure after which a loop counts as working; one success between two failures is not enough."""


@dataclass
class _Trouble:
    reason: str
    passing: bool
    began: float
    last: float
    attempts: int = 0
    alarmed: bool = False

    @property
    def lasts(self) -> bool:
        return self.last - self.began >= LASTING_SECONDS


class Heartbeat:
    """Records the successes and failures of one loop.

    A failure that passes by itself, such as an absent broker, neither makes the process unready nor restarts it. Any
    other failure does both, if it lasts.
    """

    def __init__(
        self, loop: str, stalled_after: float = STALLED_SECONDS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.loop = loop
        self._stalled_after = stalled_after
        self._clock = clock
        self._alive = clock()
        self._trouble: _Trouble | None = None

    @property
    def problem(self) -> str | None:
        """The reason why the loop fails, if the failure lasts and does not pass by itself; otherwise None."""
        trouble = self._trouble
        return f"{self.loop}: {trouble.reason}" if trouble and trouble.lasts and not trouble.passing else None

    @property
    def stalled(self) -> bool:
        """True if the loop has not worked for so long that the process must be restarted."""
        return self._clock() - self._alive > self._stalled_after

    def beat(self) -> None:
        """Record a successful turn of the loop."""
        now, trouble = self._clock(), self._trouble
        if trouble:
            if now - trouble.last < STEADY_SECONDS:
                return
            _LOG.info("loop works again", loop=self.loop, reason=trouble.reason, attempts=trouble.attempts)
            metrics.failing_loops.set(0, {"loop": self.loop})
            self._trouble = None
        self._alive = now

    def fail(self, reason: str, *, passing: bool) -> None:
        """Record a failure; each reason is logged once, and once more when the failure lasts."""
        now, trouble = self._clock(), self._trouble
        if trouble is None or trouble.passing != passing:
            trouble = self._trouble = _Trouble("", passing, began=now, last=now)
        if trouble.reason != reason:
            _LOG.warning("loop interrupted", loop=self.loop, reason=reason)
        trouble.reason, trouble.last, trouble.attempts = reason, now, trouble.attempts + 1
        if passing:
            self._alive = now
        if trouble.lasts and not trouble.alarmed:
            trouble.alarmed = True
            metrics.failing_loops.set(1, {"loop": self.loop})
            _LOG.error("loop keeps failing", loop=self.loop, reason=reason, attempts=trouble.attempts)
