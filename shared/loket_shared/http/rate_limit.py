"""Limits the rate of an action."""

from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from loket_shared.failures import TooManyRequestsError
from loket_shared.principal import Principal


class RateLimit:
    """A number of actions per minute for a person, and another one for a machine client.

    The counts are in the memory of the process: with more processes behind one address the limit is that many times
    higher.
    """

    def __init__(self, name: str, person: int, machine: int) -> None:
        self._person = RateLimitItemPerMinute(person, namespace=name)
        self._machine = RateLimitItemPerMinute(machine, namespace=name)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    def enforce(self, principal: Principal) -> None:
        """Count one action of ``principal``.

        Raises:
            TooManyRequestsError: the limit is reached; this action is not counted.
        """
        limit = self._machine if principal.machine else self._person
        if not self._limiter.hit(limit, principal.subject):
            window = self._limiter.get_window_stats(limit, principal.subject)
            raise TooManyRequestsError(max(1, ceil(window.reset_time - time())))
