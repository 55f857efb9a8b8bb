"""Finds pooled connections that broke while they were idle."""

import time
from typing import Any

import asyncpg
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError

BROKEN = (asyncpg.InterfaceError, asyncpg.InternalClientError)
"""The driver's errors for a lost connection."""

CONNECTION_FAILURES = (asyncpg.PostgresError, *BROKEN)
"""All errors that a lost connection can raise during a call."""


def driver_error(failure: DBAPIError) -> BaseException | None:
    """Return asyncpg's own error, which SQLAlchemy wraps."""
    return failure.orig.__cause__ if failure.orig else None


IDLE_SECONDS = 1.0
"""Seconds that a connection may be idle before it is pinged."""

_RESTED_SINCE = "loket_rested_since"


def check_after_rest(engine: Engine) -> None:
    """Discard a broken connection of ``engine`` at checkout, and ping a connection that was idle.

    SQLAlchemy's own check (``pool_pre_ping``) pings at every checkout: one round trip more in each transaction. A busy
    connection needs none; should it break all the same, the pool drops every connection that is older than the failure
    (SQLAlchemy documentation, "Dealing with Disconnects").
    """

    def rest(_connection: Any, record: Any) -> None:
        record.info[_RESTED_SINCE] = time.monotonic()

    def check(connection: Any, record: Any, _proxy: Any) -> None:
        if record.driver_connection.is_closed():
            raise DisconnectionError
        if time.monotonic() - record.info.get(_RESTED_SINCE, 0.0) < IDLE_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise DisconnectionError from error

    event.listen(engine, "checkin", rest)
    event.listen(engine, "checkout", check)
