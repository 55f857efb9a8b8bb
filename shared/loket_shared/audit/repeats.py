"""Acts that repeat: the first is recorded at once, the others of its window are counted and recorded as one.

The counts are kept in the process's memory until their window is over. A process that is killed loses
those of the window it was in, and never a first.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from loket_shared.audit.record import AuditedAct

_EPOCH = datetime.fromtimestamp(0, UTC)

OTHERS = "others"
"""The object of what was done to more things than are recorded one by one."""


class Counted(NamedTuple):
    """An act in the window that began at ``since``."""

    act: AuditedAct
    since: datetime


class Repeats:
    """Counts acts in windows of one length, and of each actor in one window at most so many different ones."""

    def __init__(self, window: timedelta, most_of_an_actor: int) -> None:
        self._window = window
        self._most = most_of_an_actor
        self._seen: dict[Counted, int] = {}
        self._different: Counter[tuple[str, datetime]] = Counter()

    def is_first(self, act: AuditedAct, now: datetime) -> bool:
        """Return whether ``act`` is to be recorded now; a repeat, or one too many, is counted instead."""
        since = _EPOCH + (now - _EPOCH) // self._window * self._window
        counted = Counted(act, since)
        if counted in self._seen:
            self._seen[counted] += 1
            return False
        if self._different[act.actor, since] >= self._most:
            others = Counted(act._replace(object=OTHERS), since)
            self._seen[others] = self._seen.get(others, 0) + 1
            return False
        self._different[act.actor, since] += 1
        self._seen[counted] = 0
        return True

    def over(self, now: datetime | None) -> Mapping[Counted, int]:
        """Return how often acts were repeated in windows that are over at ``now``; in all where it is None."""
        return {
            counted: times
            for counted, times in self._seen.items()
            if now is None or counted.since + self._window <= now
        }

    def forget(self, recorded: Mapping[Counted, int]) -> None:
        """Let go of windows that are recorded."""
        for counted in recorded:
            self._seen.pop(counted, None)
            self._different.pop((counted.act.actor, counted.since), None)
