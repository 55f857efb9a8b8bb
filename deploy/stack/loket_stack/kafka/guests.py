"""What a client may do that connects without a login, which only a process of this machine can."""

import os
from collections.abc import Mapping
from enum import StrEnum

from loket_stack.failures import StackError

SETTING = "LOKET_KAFKA_GUESTS"


class Guests(StrEnum):
    """``READ``: read every topic, in groups of their own; everything there is sealed. ``WRITE``: forge records too."""

    NONE = "none"
    READ = "read"
    WRITE = "write"


def guests(environment: Mapping[str, str] = os.environ) -> Guests:
    """Return what the caller chose, reading if nothing.

    Raises:
        StackError: there is no such choice.
    """
    chosen = environment.get(SETTING) or Guests.READ
    try:
        return Guests(chosen)
    except ValueError:
        raise StackError(f"{SETTING}={chosen} means nothing", f"choose from {', '.join(Guests)}") from None
