"""The timetable of activations: which rule set is in force, namely the newest one that has begun."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LEAD = timedelta(seconds=5)
"""Every instance knows an activation this long before it begins; clocks differ by less."""


@dataclass(frozen=True)
class Activation:
    """A rule set decides from ``active_from`` on; ``position``: the order in which activations were made."""

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
        """Return the timetable of the activations that are not cancelled, in the order in which they begin."""
        holding = (activation for activation in activations if activation.cancelled_at is None)
        return cls(tuple(sorted(holding, key=lambda each: (each.active_from, each.position))))

    def in_force(self, at: datetime) -> Activation | None:
        """Return the newest activation that began before ``at``, else the first of all; None if there is none."""
        begun = [activation for activation in self.activations if activation.active_from <= at]
        return begun[-1] if begun else next(iter(self.activations), None)

    def coming(self, version: str, at: datetime) -> Activation | None:
        """Return the next activation of ``version`` after ``at``; None if there is none."""
        return next((each for each in self.activations if each.version == version and each.active_from > at), None)

    def begun(self, version: str, at: datetime) -> bool:
        """Return whether ``version`` was in force at ``at`` or before."""
        return any(each.version == version and each.active_from <= at for each in self.activations)

    def previous(self, at: datetime) -> str | None:
        """Return the version that was in force before the present one; None if there was no other."""
        present = self.in_force(at)
        if present is None:
            return None
        begun = [each.version for each in self.activations if each.active_from <= at]
        return next((version for version in reversed(begun) if version != present.version), None)


def earliest_start(now: datetime, wanted: datetime | None) -> datetime:
    """Return when an activation made ``now`` begins: at ``wanted``, but never earlier than after ``LEAD``.

    The set that was in force when a question was submitted decides it. No activation begins at once, so that no
    instance can have decided a question by the old set that the new one should decide.
    """
    soonest = now + LEAD
    return max(wanted, soonest) if wanted else soonest
