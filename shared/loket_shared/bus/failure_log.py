"""The unexpected failures of one process: which events failed how often, and how many keys in a row."""

import time
from collections.abc import Callable
from dataclasses import dataclass

import structlog

from loket_shared.bus.incoming import EventIdentity, ReceivedRecord
from loket_shared.bus.retry_policy import (
    TRIES_OF_A_COINCIDENCE,
    FailureCount,
    NextStep,
    RetryLimits,
    next_step,
    pause_after,
)
from loket_shared.failures import TransientFailure

_LOG = structlog.get_logger(__name__)

_FORGOTTEN_SECONDS = 120.0
"""An event that is not tried again this long after it was due is in other hands."""

_ANY_TYPE = ""


class RetryLaterError(TransientFailure):
    """The event failed unexpectedly and is tried again after ``seconds``; nothing of it has happened."""

    def __init__(self, seconds: float) -> None:
        super().__init__("tried again later")
        self.seconds = seconds


class HandlerTimeoutError(Exception):
    """Handling the event did not end in time."""


@dataclass
class _Failing:
    since: float
    tries: int = 0
    due: float = 0.0
    verdict: NextStep = NextStep.TRY_AGAIN


class FailureLog:
    """Keeps count of what fails unexpectedly, and says what is to become of it.

    Keys in a row are counted for each type of event, as one handler may be wrong while others work, and
    over all types. A success starts both anew. All of it is in memory: after a restart the code is
    another, or worth a new try.
    """

    def __init__(self, limits: RetryLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._failing: dict[EventIdentity, _Failing] = {}
        self._in_a_row: dict[str, set[str]] = {}

    @property
    def paused(self) -> bool:
        """Whether events wait that cannot be handled although others do not succeed either."""
        self._forget()
        return any(each.verdict is NextStep.PAUSE for each in self._failing.values())

    def require_due(self, received: ReceivedRecord) -> None:
        """Let ``received`` be tried, unless it failed lately.

        Raises:
            TryLater: it rests.
        """
        failing = self._failing.get(received.identity)
        if failing is not None and (seconds := failing.due - self._clock()) > 0:
            raise RetryLaterError(seconds)

    def failed(self, received: ReceivedRecord, failure: Exception) -> int:
        """Note one more failure; return how often the event was tried, now that it is to be given up.

        Raises:
            TryLater: it is not given up.
        """
        was_paused = self.paused
        failing = self._failing.setdefault(received.identity, _Failing(self._clock()))
        failing.tries += 1
        if failing.tries >= TRIES_OF_A_COINCIDENCE:
            for kind in (_ANY_TYPE, received.envelope.type):
                self._in_a_row.setdefault(kind, set()).add(received.key)
        seconds = self._clock() - failing.since
        verdict = next_step(
            FailureCount(failing.tries, seconds, self._keys_in_a_row(received.envelope.type)), self._limits
        )
        _LOG.error("event failed", tries=failing.tries, verdict=verdict, exc_info=failure)
        if verdict is NextStep.GIVE_UP:
            del self._failing[received.identity]
            return failing.tries
        if verdict is NextStep.PAUSE and not was_paused:
            _LOG.error("consumer paused: events of different keys fail one after another")
        pause = pause_after(failing.tries, verdict, self._limits)
        failing.verdict, failing.due = verdict, self._clock() + pause
        raise RetryLaterError(pause)

    def ended(self, received: ReceivedRecord, *, handled: bool) -> None:
        """Note that ``received`` is done; one that a handler took ends the pause."""
        self._failing.pop(received.identity, None)
        if not handled:
            return
        for kind in (_ANY_TYPE, received.envelope.type):
            self._in_a_row.pop(kind, None)
        if self._failing and self.paused:
            _LOG.info("consumer goes on")
        for each in self._failing.values():
            each.verdict = NextStep.TRY_AGAIN

    def _keys_in_a_row(self, event_type: str) -> int:
        return max(len(self._in_a_row.get(kind, ())) for kind in (_ANY_TYPE, event_type))

    def _forget(self) -> None:
        now = self._clock()
        for identity in [one for one, each in self._failing.items() if now > each.due + _FORGOTTEN_SECONDS]:
            del self._failing[identity]
