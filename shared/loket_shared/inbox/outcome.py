"""What became of a received record."""

from enum import StrEnum


class Outcome(StrEnum):
    """The inbox row's outcome (design section 4.4); ``passed`` is a type that this service has no use for."""

    HANDLED = "handled"
    PASSED = "passed"
    ERASED = "erased"
    PARKED = "parked"
    DEAD = "dead"
    DROPPED = "dropped"
