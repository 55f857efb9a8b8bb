"""Stops a client of the broker without waiting for it forever."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog
from aiokafka.errors import KafkaError

_LOG = structlog.get_logger(__name__)

STOP_SECONDS = 5.0
_LEAVING: set[asyncio.Task[None]] = set()


async def stop_with_timeout(stop: Callable[[], Awaitable[None]]) -> None:
    """Call ``stop`` and wait at most ``STOP_SECONDS`` for its end.

    An idempotent producer never gives up a batch while the broker is away, so its ``stop`` waits for that batch; a
    consumer's ``stop`` may hang as well. It is left running in the background and ends when the broker answers: a
    client that was cancelled half way would never close its connections. What a producer still delivers then is a
    repeat, which the inboxes absorb.

    ``stop`` runs in a task of its own for a second reason: aiokafka swallows a cancellation that reaches a client while
    it stops (``AIOKafkaClient.close``), and a caller that is cancelled just then would run on forever.
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
