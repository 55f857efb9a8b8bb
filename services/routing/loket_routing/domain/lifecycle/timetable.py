"""From when which rule set decides: activations, the newest that has begun is in force."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAD = timedelta(seconds=5)
"""How long before it begins an activation is known to every instance; more than clocks may differ."""


@dataclass(frozen=True)
class Activation:
    """A rule set decides from ``active_from`` on; ``position`` is the order in which activations were made."""

    version: str
    active_from: datetime
    position: int
    by: str
    name: str
    at: datetime
    reason: str | None = None
    cancelled_at: datetime | None = None


@dataclass(frozen=True)
class Timetable:
    """All activations of all rule sets."""

    activations: tuple[Activation, ...]

    @classmethod
    def of(cls, activations: Iterable[Activation]) -> "Timetable":
        """Return the timetable without what was cancelled, in the order in which sets begin."""
        holding = (activation for activation in activations if activation.cancelled_at is None)
        return cls(tuple(sorted(holding, key=lambda each: (each.active_from, each.position))))

    def in_force(self, at: datetime) -> Activation | None:
        """Return what is in force at ``at``: the newest begun; before all, the first; None where there is none."""
        begun = [activation for activation in self.activations if activation.active_from <= at]
        return begun[-1] if begun else next(iter(self.activations), None)

    def coming(self, version: str, at: datetime) -> Activation | None:
        """Return when ``version`` will begin, after ``at``."""
        return next((each for each in self.activations if each.version == version and each.active_from > at), None)

    def begun(self, version: str, at: datetime) -> bool:
        """Say whether ``version`` has been in force, at ``at`` or before."""
        return any(each.version == version and each.active_from <= at for each in self.activations)

    def previous(self, at: datetime) -> str | None:
        """Return the version that was in force before the present one; None where there was no other."""
        present = self.in_force(at)
        if present is None:
            return None
        begun = [each.version for each in self.activations if each.active_from <= at]
        return next((version for version in reversed(begun) if version != present.version), None)


def earliest_start(now: datetime, wanted: datetime | None) -> datetime:
    """Return when an activation made ``now`` begins: at the moment ``wanted``, and never without ``LEAD``.

    A question that was submitted before is decided by the set that was in force then; so that no
    instance can have decided already what an activation is about, none begins at once.
    """
    soonest = now + LEAD
    return max(wanted, soonest) if wanted else soonest
