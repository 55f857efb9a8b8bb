"""Where a question passes in the product, and when all work is done."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from loket_stack.bench.arrivals import Landmark
from loket_stack.bench.ground import Ground
from loket_stack.failures import StackError
from loket_stack.postgres.databases import SERVICES

_OPENED = "SELECT reference FROM cases WHERE opened_at >= $1"
_ROUTED = f"{_OPENED} AND state NOT IN ('expected', 'awaiting-route')"
# Ids are in the order of time, so that the rows of a moment are found without an index of their own.
_MAIL_QUEUED = """
    SELECT reference FROM deliveries
    WHERE occasion = 'received' AND id >= (SELECT uuidv7($1::timestamptz - now()))
"""

_UNSENT = "SELECT EXISTS (SELECT FROM outbox WHERE published_at IS NULL)"
_UNTOLD = "SELECT EXISTS (SELECT FROM deliveries WHERE state IN ('waiting', 'sending'))"
_AT_REST_WITHIN = 120.0
_LOOK_EVERY = 0.2


@asynccontextmanager
async def landmarks(ground: Ground, *, routed: bool) -> AsyncIterator[list[Landmark]]:
    """Give the block: the case is open - with its route, if ``routed`` - and the asker's mail is queued."""
    async with ground.databases("backoffice", "notifications") as (backoffice, notifications):
        yield [Landmark(backoffice, _ROUTED if routed else _OPENED), Landmark(notifications, _MAIL_QUEUED)]


async def at_rest(ground: Ground) -> None:
    """Return when nothing waits to be sent any more: no event in an outbox, and no mail.

    Raises:
        StackError: it does not come to rest.
    """
    async with ground.databases(*SERVICES) as services:
        questions = [(service, _UNSENT) for service in services]
        questions.append((services[SERVICES.index("notifications")], _UNTOLD))
        for _ in range(int(_AT_REST_WITHIN / _LOOK_EVERY)):
            if not any([await service.fetchval(question) for service, question in questions]):
                return
            await asyncio.sleep(_LOOK_EVERY)
    raise StackError("the desk does not come to rest", "run the bench again when the machine is quieter")
