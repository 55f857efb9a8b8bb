"""Not handing out a connection that died while nobody used it."""

import time
from typing import Any

import asyncpg
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError

BROKEN = (asyncpg.InterfaceError, asyncpg.InternalClientError)
"""What the driver says of a connection that was lost, or is in disorder because of it."""

CONNECTION_FAILURES = (asyncpg.PostgresError, *BROKEN)
"""What a connection that is lost in the middle of something may answer with."""


def driver_error(failure: DBAPIError) -> BaseException | None:
    """Return what asyncpg said, which SQLAlchemy keeps behind its own translation."""
    return failure.orig.__cause__ if failure.orig else None


IDLE_SECONDS = 1.0
"""How long a connection may rest before it is asked whether it still lives."""

_RESTED_SINCE = "loket_rested_since"


def check_after_rest(engine: Engine) -> None:
    """Pass over a connection of ``engine`` that broke, and ping one before it is used again after a rest.

    SQLAlchemy's own check pings at every checkout: one round trip more in each transaction. A busy
    connection needs none; should it die all the same, the pool drops every connection that is older
    than the failure (SQLAlchemy documentation, "Dealing with Disconnects").
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
