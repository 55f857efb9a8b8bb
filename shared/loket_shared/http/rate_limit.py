"""How often somebody may do something."""

from math import ceil
from time import time

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from loket_shared.failures import TooManyRequestsError
from loket_shared.principal import Principal


class RateLimit:
    """So many times in any minute for a person, and another number for a machine client.

    It is kept in memory, per process: with more processes behind one address the limit is that many times higher.
    """

    def __init__(self, name: str, person: int, machine: int) -> None:
        self._person = RateLimitItemPerMinute(person, namespace=name)
        self._machine = RateLimitItemPerMinute(machine, namespace=name)
        self._limiter = MovingWindowRateLimiter(MemoryStorage())

    async def count(self, principal: Principal) -> None:
        """Count one time for ``principal``.

        Raises:
            TooManyRequests: the limit is reached; this time does not count.
        """
        limit = self._machine if principal.machine else self._person
        if not await self._limiter.hit(limit, principal.subject):
            window = await self._limiter.get_window_stats(limit, principal.subject)
            raise TooManyRequestsError(max(1, ceil(window.reset_time - time())))
