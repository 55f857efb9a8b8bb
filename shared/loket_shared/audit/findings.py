"""The faults that a verification of an audit trail can find."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Fault(StrEnum):
    """The fault of a record; the value ends a sentence that begins with the record."""

    MISSING = "is missing"
    CHANGED = "is not as it was chained"
    NOT_WRITTEN = "was not written by the service"
    COPIED = "is a copy of another record"
    UNTIMELY = "bears a time at which it was not written"
    UNKNOWN_KEY = "names a key that is not at hand"
    OLD_KEY = "was made with a key that had been replaced before"
    REPLACED = "is not the one that was published"
    GONE = "is gone, and was published"


@dataclass(frozen=True)
class Wrong:
    """The first wrong record.

    ``link`` is its place in the chain; it is None if the record is not chained yet and only has a ``position`` in the
    table. A hash over several records shows only that one of them is wrong, between ``link`` and ``until``.
    """

    fault: Fault
    link: int | None = None
    position: int | None = None
    until: int | None = None
    published_at: datetime | None = None

    def __str__(self) -> str:
        if self.link is None:
            return f"the record at position {self.position}, not chained yet, {self.fault}"
        several = self.until is not None and self.until > self.link
        which = f"one of the records {self.link} to {self.until}" if several else f"record {self.link}"
        when = f" on {self.published_at:%Y-%m-%d at %H:%M:%S} UTC" if self.published_at else ""
        return f"{which} {self.fault}{when}"


@dataclass(frozen=True)
class Verified:
    """The valid part of the trail, up to the record ``link``, written at ``time``; ``wrong`` is the first wrong one."""

    link: int = 0
    time: datetime | None = None
    hash: bytes = b""
    wrong: Wrong | None = None
