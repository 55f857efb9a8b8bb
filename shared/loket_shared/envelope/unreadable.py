"""Why a record cannot be read; no message repeats what stood in it."""

from loket_shared.failures import PermanentFailure


class UnreadableRecord(PermanentFailure):
    """The record is no CloudEvent of this desk, or its data do not fit its type."""


class UnknownType(PermanentFailure):
    """The event's type, or its version, is not in the registry."""
