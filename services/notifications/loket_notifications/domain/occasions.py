"""What the desk tells somebody about: one letter each."""

from enum import StrEnum


class Occasion(StrEnum):
    """A reason to write. The first five go to the asker, the others to a department."""

    RECEIVED = "received"
    INFORMATION_NEEDED = "information-needed"
    COORDINATION_STARTED = "coordination-started"
    ANSWERED = "answered"
    CLOSED = "closed"
    NEW_WORK = "new-work"
    WORK_AT_RISK = "work-at-risk"
