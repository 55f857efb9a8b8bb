"""The errors of an unreadable record; no message repeats its content."""

from loket_shared.failures import PermanentError


class UnreadableRecordError(PermanentError):
    """The record is not a CloudEvent of this desk, or its data do not fit its type."""


class UnknownTypeError(PermanentError):
    """The event's type, or its version, is not in the registry."""
