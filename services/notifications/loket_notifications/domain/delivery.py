"""The states of a delivery, and the delays between attempts.

waiting -> sending -> delivered
                   -> waiting     (a temporary error; tried again later)
                   -> failed      (refused, or tried for three days) -> waiting (a person sends it again)
                   -> erased      (the addressee's key is destroyed)
"""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class DeliveryState(StrEnum):
    """The state of a delivery. ``SENDING`` is recorded before the attempt, so that a crash leaves a trace."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    ERASED = "erased"


UNFINISHED = (DeliveryState.WAITING, DeliveryState.SENDING)
"""A delivery in one of these is taken again when it is due; an attempt that crashed included."""

RETRY_DELAYS = tuple(timedelta(seconds=seconds) for seconds in (5, 10, 30, 120, 600))
"""The waits after the first attempts; from then on ``LONGEST_DELAY``."""

LONGEST_DELAY = timedelta(hours=1)

GIVE_UP_AFTER = timedelta(days=3)
"""How long a message is tried before a person has to look at it."""


def lease(attempt: timedelta) -> timedelta:
    """Return the lease of one sender on a delivery; ``attempt`` limits the time to connect.

    A sender renews the lease while the server is busy. After a crash the delivery waits for the lease to end.
    """
    return 2 * attempt


def next_attempt(attempts: int, now: datetime, give_up_at: datetime) -> datetime | None:
    """Return when to try again after ``attempts`` attempts, or None after ``give_up_at``."""
    delay = RETRY_DELAYS[attempts - 1] if attempts <= len(RETRY_DELAYS) else LONGEST_DELAY
    moment = now + delay
    return moment if moment <= give_up_at else None


class Outcome(NamedTuple):
    """The state after an attempt; ``failure`` is a code, and ``retry_at`` is None for a delivery that is over."""

    state: DeliveryState
    failure: str | None = None
    retry_at: datetime | None = None


def outcome_of_failure(failure: str, attempts: int, now: datetime, give_up_at: datetime, *, refused: bool) -> Outcome:
    """Return the outcome of an attempt that failed; a ``refused`` message is not tried again."""
    retry_at = None if refused else next_attempt(attempts, now, give_up_at)
    return Outcome(DeliveryState.FAILED if retry_at is None else DeliveryState.WAITING, failure, retry_at)
