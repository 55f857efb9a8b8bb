"""Whether a loop does its work: nobody else sees one that hangs in silence, or fails again and again."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from loket_shared.observability import metrics

_LOG = structlog.get_logger(__name__)

STALLED_SECONDS = 90.0
"""Longer than any single wait of a loop may take, by far."""

LASTING_SECONDS = 30.0
"""A loop that fails for so long raises the alarm; what a start or a new leader brings is over by then."""

STEADY_SECONDS = 10.0
"""A loop that has not failed for so long works again; a turn between two failures does not count."""


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
    """The signs of life of one loop.

    A failure that passes by itself, as when the broker is away, is no reason to start the process anew
    or to call it unready; any other failure is, once it lasts.
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
        """Why the loop does no work, where that lasts and does not pass by itself."""
        trouble = self._trouble
        return f"{self.loop}: {trouble.reason}" if trouble and trouble.lasts and not trouble.passing else None

    @property
    def stalled(self) -> bool:
        """Whether the loop has done no work for too long, so that the process must be started anew."""
        return self._clock() - self._alive > self._stalled_after

    def beat(self) -> None:
        """Note that the loop turned."""
        now, trouble = self._clock(), self._trouble
        if trouble:
            if now - trouble.last < STEADY_SECONDS:
                return
            _LOG.info("loop works again", loop=self.loop, reason=trouble.reason, attempts=trouble.attempts)
            metrics.failing_loops.set(0, {"loop": self.loop})
            self._trouble = None
        self._alive = now

    def fail(self, reason: str, *, passing: bool) -> None:
        """Note that the loop failed; each reason is logged once, and once more when the failure lasts."""
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
