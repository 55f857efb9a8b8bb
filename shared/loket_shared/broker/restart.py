"""Runs work again after a failure of the broker or the database."""

import asyncio
from collections.abc import Awaitable, Callable

from aiokafka.errors import KafkaError

from loket_shared.broker.ports import Broker
from loket_shared.broker.retryable import is_transient
from loket_shared.db.connection import CONNECTION_FAILURES
from loket_shared.failures import ConfigurationError, VaultUnreachableError
from loket_shared.observability.tasks import Heartbeat

_PAUSE_SECONDS = 0.5
_EXPECTED = (ConfigurationError, KafkaError, VaultUnreachableError, OSError, *CONNECTION_FAILURES)
"""Any other failure is a defect of our code; ``supervise`` logs it with its traceback."""


async def restart_on_failure(
    work: Callable[[], Awaitable[None]], broker: Broker, heartbeat: Heartbeat, stop: asyncio.Event
) -> None:
    """Run ``work`` until ``stop`` is set, again after every failure; report each reason to ``heartbeat``.

    Raises:
        Exception: a failure that neither the broker nor the database causes.
    """
    while not stop.is_set():
        try:
            await work()
        except Exception as failure:
            cause = await broker.explain(failure)
            reason = str(cause) if isinstance(cause, ConfigurationError) else type(cause).__name__
            heartbeat.fail(reason, passing=is_transient(cause))
            if not isinstance(failure, _EXPECTED):
                raise
            await asyncio.sleep(_PAUSE_SECONDS)
