"""Decides what happens to an event that fails for an unforeseen reason.

Either the event or the code is the cause, and one failure does not show which. A dead letter holds its question until a
person decides. A faulty release that turned every event into a dead letter would hold every question. If one event
fails while others succeed, the event is the cause.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog

from loket_shared.backoff import pause_after
from loket_shared.failures import TransientError
from loket_shared.inbox.incoming import EventIdentity, ReceivedRecord

TRIES_OF_A_COINCIDENCE = 3
"""Number of tries from which the key of a failing event counts among the keys that fail in a row."""


@dataclass(frozen=True)
class RetryLimits:
    """The limits at which a failing event becomes a dead letter, and at which the consumer pauses instead.

    An event is given up after ``tries`` tries and ``seconds`` seconds. Two minutes outlast the rollout of a release and
    a lock that somebody holds by hand; meanwhile one twelfth of all questions waits behind the event. The consumer
    pauses when ``keys`` keys fail in a row: two questions may fail by themselves, but a third one points to the code or
    its dependencies. Pauses between tries are in seconds, and each is twice the previous one. ``longest_probe`` is the
    longest pause between tries while the consumer is paused.
    """

    tries: int = 8
    seconds: float = 120.0
    keys: int = 3
    first_pause: float = 0.5
    longest_pause: float = 30.0
    longest_probe: float = 60.0


@dataclass(frozen=True)
class FailureCount:
    """The failures of one event: ``tries``, the ``seconds`` since the first one, and the number of failing keys in a
    row.
    """

    tries: int
    seconds: float
    keys_in_a_row: int


class NextStep(StrEnum):
    """The next step for a failed event."""

    TRY_AGAIN = "try-again"
    PAUSE = "pause"
    GIVE_UP = "give-up"


def next_step(failures: FailureCount, limits: RetryLimits) -> NextStep:
    """Return the next step for an event that failed once more."""
    if failures.keys_in_a_row >= limits.keys:
        return NextStep.PAUSE
    if failures.tries >= limits.tries and failures.seconds >= limits.seconds:
        return NextStep.GIVE_UP
    return NextStep.TRY_AGAIN


def pause_before_try(tries: int, verdict: NextStep, limits: RetryLimits) -> float:
    """Return the seconds until the next try of an event."""
    longest = limits.longest_probe if verdict is NextStep.PAUSE else limits.longest_pause
    return pause_after(tries, limits.first_pause, longest)


_LOG = structlog.get_logger(__name__)

_FORGOTTEN_SECONDS = 120.0
"""Seconds. If an event is not tried again this long after it was due, another member of the group handles it."""

_ANY_TYPE = ""


class RetryLaterError(TransientError):
    """The event failed for an unforeseen reason and is tried again after ``seconds``; nothing was changed."""

    def __init__(self, seconds: float) -> None:
        super().__init__("tried again later")
        self.seconds = seconds


class HandlerTimeoutError(Exception):
    """The handler did not end within the time limit of one attempt."""


@dataclass
class _Failing:
    since: float
    tries: int = 0
    due: float = 0.0
    verdict: NextStep = NextStep.TRY_AGAIN


class FailureLog:
    """Counts unforeseen failures and decides the next step.

    Failing keys in a row are counted for each event type, because one handler may fail while others work, and over all
    types. A success resets both counts. The counts are in memory: a restart may bring new code, so it begins at zero.
    """

    def __init__(self, limits: RetryLimits, clock: Callable[[], float] = time.monotonic) -> None:
        self._limits = limits
        self._clock = clock
        self._failing: dict[EventIdentity, _Failing] = {}
        self._in_a_row: dict[str, set[str]] = {}

    @property
    def paused(self) -> bool:
        """True if the consumer is paused: events of different keys fail in a row and none succeeds."""
        self._forget()
        return any(each.verdict is NextStep.PAUSE for each in self._failing.values())

    def require_due(self, received: ReceivedRecord) -> None:
        """Return if ``received`` may be tried now.

        Raises:
            RetryLaterError: the event failed lately, and its pause is not over.
        """
        failing = self._failing.get(received.identity)
        if failing is not None and (seconds := failing.due - self._clock()) > 0:
            raise RetryLaterError(seconds)

    def is_failing(self, received: ReceivedRecord) -> bool:
        """Return whether ``received`` failed lately and was not handled since."""
        return received.identity in self._failing

    def failed(self, received: ReceivedRecord, failure: Exception) -> int:
        """Count one more failure; return the number of tries if the event must be given up.

        Raises:
            RetryLaterError: the event must be tried again.
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
        pause = pause_before_try(failing.tries, verdict, self._limits)
        failing.verdict, failing.due = verdict, self._clock() + pause
        raise RetryLaterError(pause)

    def ended(self, received: ReceivedRecord, *, handled: bool) -> None:
        """Forget the failures of ``received``; an event that a handler completed also ends the pause."""
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
