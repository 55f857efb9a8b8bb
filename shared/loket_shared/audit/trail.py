"""The keys and counters that a service needs to write to its audit trail.

A counter folds repeated acts: the first is recorded at once, the others of the same window are counted and recorded as
one. The counts stay in the memory of the process until their window is over. A killed process loses the counts of the
present window, and never a first act.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.record import AuditedAct

_EPOCH = datetime.fromtimestamp(0, UTC)

OTHERS = "others"
"""The object of acts beyond the number that is recorded one by one."""


class Counted(NamedTuple):
    """An act in the window that started at ``since``."""

    act: AuditedAct
    since: datetime


class Repeats:
    """Counts acts in windows of equal length; limits the number of different acts per actor in a window."""

    def __init__(self, window: timedelta, most_of_an_actor: int) -> None:
        self._window = window
        self._most = most_of_an_actor
        self._seen: dict[Counted, int] = {}
        self._different: Counter[tuple[str, datetime]] = Counter()

    def is_first(self, act: AuditedAct, now: datetime) -> bool:
        """Return True if ``act`` must be recorded now; otherwise count it."""
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
        """Return the repeats of windows that are over at ``now``; of all windows if ``now`` is None."""
        return {
            counted: times
            for counted, times in self._seen.items()
            if now is None or counted.since + self._window <= now
        }

    def forget(self, recorded: Mapping[Counted, int]) -> None:
        """Forget windows that are recorded."""
        for counted in recorded:
            self._seen.pop(counted, None)
            self._different.pop((counted.act.actor, counted.since), None)


def _attempts() -> Repeats:
    return Repeats(timedelta(minutes=1), most_of_an_actor=30)


def _refreshes() -> Repeats:
    return Repeats(timedelta(hours=1), most_of_an_actor=30)


@dataclass(frozen=True)
class Trail:
    """The keys, and the counters that fold refused attempts and automatic page refreshes."""

    keys: AuditKeys
    attempts: Repeats = field(default_factory=_attempts)
    refreshes: Repeats = field(default_factory=_refreshes)
