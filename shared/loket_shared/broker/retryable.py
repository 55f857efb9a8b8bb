"""Tells transient failures from permanent ones, and starts work again after them (docs/architecture.md#failure)."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from socket import gaierror

import asyncpg
import httpx
from aiokafka.errors import KafkaError, KafkaTimeoutError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.broker.ports import Broker
from loket_shared.db.connection import BROKEN, CONNECTION_FAILURES, driver_error
from loket_shared.failures import ConfigurationError, PermanentError, TransientError, VaultUnreachableError
from loket_shared.observability.tasks import Heartbeat

_PASSING_STATES = ("08", "25006", "40", "53", "55P03", "57", "58")
"""SQLSTATE prefixes (PostgreSQL, appendix A): connection, read-only after a failover, deadlock and serialisation,
resources, lock not available, shutting down or cancelled, system error.
"""

_PASSING = (TransientError, PoolTimeout, ConnectionError, TimeoutError, gaierror, httpx.TransportError)

_PASSING_ANSWERS = (asyncpg.InvalidCachedStatementError,)
"""A migration changed a table under a prepared statement; the driver prepares the statement again after this error."""


def is_transient(failure: BaseException) -> bool:
    """Return True if the same attempt may succeed later: a dependency did not answer, or a lock was not available."""
    if isinstance(failure, DBAPIError):
        driver = driver_error(failure)
        return failure.connection_invalidated or (driver is not None and is_transient(driver))
    if isinstance(failure, asyncpg.PostgresError):
        return isinstance(failure, _PASSING_ANSWERS) or str(failure.sqlstate).startswith(_PASSING_STATES)
    if isinstance(failure, BROKEN):
        return not isinstance(failure, ValueError)  # a parameter that can never be encoded
    if isinstance(failure, KafkaError):
        return bool(failure.retriable) or isinstance(failure, KafkaTimeoutError)
    # asyncio raises a bare OSError if several addresses refuse; most subclasses are defects of our code.
    return isinstance(failure, _PASSING) or type(failure) is OSError


def reason_code(failure: BaseException) -> str:
    """Return the reason code of a dead letter: the code of our own error class, else ``failed``."""
    return code_of_failure(type(failure)) if isinstance(failure, PermanentError) else "failed"


def code_of_failure(kind: type[PermanentError]) -> str:
    """Return the code of an error class: its name in kebab case, without ``Error`` at the end."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__.removesuffix("Error")).lower()


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
