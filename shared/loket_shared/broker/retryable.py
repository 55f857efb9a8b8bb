"""Tells transient failures from permanent ones (docs/architecture.md#failure)."""

from socket import gaierror

import asyncpg
import httpx
from aiokafka.errors import KafkaError, KafkaTimeoutError
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.db.connection import BROKEN, driver_error
from loket_shared.failures import TransientError

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
