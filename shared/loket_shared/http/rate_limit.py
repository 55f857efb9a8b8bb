"""Limits the rate of an action."""

from collections import deque
from collections.abc import Callable
from math import ceil
from time import time

from loket_shared.failures import TooManyRequestsError
from loket_shared.principal import Principal

_WINDOW_SECONDS = 60


class RateLimit:
    """A number of actions in any minute for a person, and another one for a machine client.

    The counts are in the memory of the process: with more processes behind one address the limit is that many times
    higher. ``now`` returns the time in seconds.
    """

    def __init__(self, person: int, machine: int, now: Callable[[], float] = time) -> None:
        self._person = person
        self._machine = machine
        self._now = now
        self._acts: dict[tuple[str, bool], deque[float]] = {}

    def enforce(self, principal: Principal) -> None:
        """Count one action of ``principal``.

        Raises:
            TooManyRequestsError: the limit is reached; this action is not counted.
        """
        now, caller = self._now(), (principal.subject, principal.machine)
        self._forget_before(now - _WINDOW_SECONDS)
        limit = self._machine if principal.machine else self._person
        acts = self._acts.get(caller) or deque(maxlen=limit)
        if len(acts) == limit and acts[0] >= now - _WINDOW_SECONDS:
            raise TooManyRequestsError(max(1, ceil(acts[0] + _WINDOW_SECONDS - now)))
        acts.append(now)
        self._acts.pop(caller, None)
        self._acts[caller] = acts  # who acted last stands last

    def _forget_before(self, moment: float) -> None:
        """Forget who has done nothing since ``moment``."""
        while self._acts and self._acts[first := next(iter(self._acts))][-1] < moment:
            del self._acts[first]
