"""The keys and counters that a service needs to write to its audit trail."""

from dataclasses import dataclass, field
from datetime import timedelta

from loket_shared.audit.keys import AuditKeys
from loket_shared.audit.repeats import Repeats


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
