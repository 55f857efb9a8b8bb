"""The life of one delivery.

waiting -> sending -> delivered
                   -> waiting     (not now; tried again later)
                   -> failed      (refused, or patience is at its end) -> waiting (sent again by hand)
                   -> erased      (the addressee's key is destroyed)
"""

from enum import StrEnum


class DeliveryState(StrEnum):
    """Where a delivery stands. ``SENDING`` is recorded before the attempt, so that a crash leaves a trace."""

    WAITING = "waiting"
    SENDING = "sending"
    DELIVERED = "delivered"
    FAILED = "failed"
    ERASED = "erased"


UNFINISHED = (DeliveryState.WAITING, DeliveryState.SENDING)
"""A letter in one of these is taken up again when its time has come; a crashed attempt included."""
