"""Letting go of a client that may hang."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiokafka.errors import KafkaError

_LOG = structlog.get_logger(__name__)

STOP_SECONDS = 5.0

_LEAVING: set[asyncio.Task[None]] = set()


async def stop_with_timeout(stop: Callable[[], Awaitable[None]]) -> None:
    """Stop a client by ``stop``, and wait for that a few seconds only.

    An idempotent producer never gives up a batch while the broker is away, so its stop waits for it;
    a consumer's may hang as well. It goes on behind our back and ends when the broker answers: cut
    off half way it would never close its connections. What a producer still delivers then is a
    repeat, which the inboxes absorb.

    A task of its own also because aiokafka keeps a cancellation to itself that reaches a client
    while it stops (``AIOKafkaClient.close``): whoever is asked to end just then would go on for ever.
    """
    leaving = asyncio.create_task(_stop(stop))
    _LEAVING.add(leaving)
    leaving.add_done_callback(_LEAVING.discard)
    await asyncio.wait({leaving}, timeout=STOP_SECONDS)


async def _stop(stop: Callable[[], Awaitable[None]]) -> None:
    try:
        await stop()
    except (KafkaError, OSError, TimeoutError) as failure:
        _LOG.info("client did not stop cleanly", failure=type(failure).__name__)
