"""The sealed parts of a received event."""

from typing import TypeVar

from loket_shared.failures import PermanentError

P = TypeVar("P")


def part_of(part: P | None) -> P:
    """Return a part that this service's role reaches, so that it must be there.

    Raises:
        PermanentFailure: the publisher left it out.
    """
    if part is None:
        raise PermanentError("a sealed part of the event is missing")
    return part
