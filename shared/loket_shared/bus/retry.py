"""What is done about an event that fails in a way that no code foresaw.

Nobody can tell at once whether the event is to blame or the code. A dead letter holds back its question
until a person decides, so a faulty release that made a dead letter of every event would hold back
every question. One event that fails while others succeed is to blame itself.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog

from loket_shared.failures import TransientError
from loket_shared.inbox.incoming import EventIdentity, ReceivedRecord

TRIES_OF_A_COINCIDENCE = 3
"""Tries from which on a failure is no coincidence, so that its key counts among those that fail in a row."""


@dataclass(frozen=True)
class RetryLimits:
    """When an event that keeps failing is given up, and when the consumer pauses instead.

    ``tries`` over ``seconds``: two minutes outlast a release that is rolled out and a lock that somebody
    holds by hand; meanwhile a twelfth of all questions waits behind the event. ``keys`` in a row: two
    questions may fail by themselves; that a third does as well is the fault of the code, or of what it
    runs on. Pauses between tries are in seconds, each twice the last; ``longest_probe`` holds in a pause.
    """

    tries: int = 8
    seconds: float = 120.0
    keys: int = 3
    first_pause: float = 0.5
    longest_pause: float = 30.0
    longest_probe: float = 60.0


@dataclass(frozen=True)
class FailureCount:
    """How one event failed so far: ``tries``, over how many ``seconds``, and with how many keys in a row."""

    tries: int
    seconds: float
    keys_in_a_row: int


class NextStep(StrEnum):
    """What is to become of the event."""

    TRY_AGAIN = "try-again"
    PAUSE = "pause"
    GIVE_UP = "give-up"


def next_step(failures: FailureCount, limits: RetryLimits) -> NextStep:
    """Say what is to become of an event that failed once more."""
    if failures.keys_in_a_row >= limits.keys:
        return NextStep.PAUSE
    if failures.tries >= limits.tries and failures.seconds >= limits.seconds:
        return NextStep.GIVE_UP
    return NextStep.TRY_AGAIN


def pause_after(tries: int, verdict: NextStep, limits: RetryLimits) -> float:
    """Return for how many seconds an event rests that was tried so often."""
    longest = limits.longest_probe if verdict is NextStep.PAUSE else limits.longest_pause
    return min(limits.first_pause * 2.0 ** min(tries - 1, 20), longest)


_LOG = structlog.get_logger(__name__)

_FORGOTTEN_SECONDS = 120.0
"""An event that is not tried again this long after it was due is in other hands."""

_ANY_TYPE = ""


class RetryLaterError(TransientError):
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
