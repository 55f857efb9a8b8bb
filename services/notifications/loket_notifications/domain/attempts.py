"""When a letter that could not be handed over is tried again, and when that ends."""

from datetime import datetime, timedelta

PAUSES = tuple(timedelta(seconds=seconds) for seconds in (5, 10, 30, 120, 600))
"""The waits after the first attempts; from then on ``LONGEST_PAUSE``."""

LONGEST_PAUSE = timedelta(hours=1)

PATIENCE = timedelta(days=3)
"""How long a letter is tried before a person has to look at it."""


def lease(attempt: timedelta) -> timedelta:
    """Return how long one sender has a letter to itself, where all before the message may take ``attempt``.

    A sender renews it for as long as the server takes. After a crash the letter in hand waits for its end.
    """
    return 2 * attempt


def next_attempt(attempts: int, now: datetime, give_up_at: datetime) -> datetime | None:
    """Return when to try again after ``attempts`` attempts, or None where patience is at its end."""
    pause = PAUSES[attempts - 1] if attempts <= len(PAUSES) else LONGEST_PAUSE
    moment = now + pause
    return moment if moment <= give_up_at else None
