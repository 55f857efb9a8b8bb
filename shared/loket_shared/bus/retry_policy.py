"""What is done about an event that fails in a way that no code foresaw.

Nobody can tell at once whether the event is to blame or the code. A dead letter holds back its question
until a person decides, so a faulty release that made a dead letter of every event would hold back
every question. One event that fails while others succeed is to blame itself.
"""

from dataclasses import dataclass
from enum import StrEnum

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
