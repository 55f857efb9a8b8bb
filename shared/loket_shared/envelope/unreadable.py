"""Why a record cannot be read; no message repeats what stood in it."""

from loket_shared.failures import PermanentError


class UnreadableRecordError(PermanentError):
    """The record is no CloudEvent of this desk, or its data do not fit its type."""


class UnknownTypeError(PermanentError):
    """The event's type, or its version, is not in the registry."""
