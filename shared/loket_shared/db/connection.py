"""A connection to PostgreSQL: its password, the limits on its session, and its loss.

A stopped process, or one whose machine is lost, keeps its connection and all its locks. PostgreSQL itself ends such
a session only after two hours, or never. So each session has limits, and a client that hangs does not block others.
"""

import time
from pathlib import Path
from typing import Any

import asyncpg
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError, DisconnectionError


def with_password(url: str, file: Path | None) -> str:
    """Return ``url`` with the password in ``file``; unchanged if ``file`` is None.

    Other processes of the account can read the environment, so a password stands in a file.

    Raises:
        OSError: the file cannot be read.
    """
    if file is None:
        return url
    password = file.read_text(encoding="utf-8").strip()
    return make_url(url).set(password=password).render_as_string(hide_password=False)


def dsn_of(url: str) -> str:
    """Return a database URL in the form that asyncpg takes."""
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)


SILENT_SECONDS = 12
"""Seconds that a client may be silent during a transaction."""

LOCK_SECONDS = 10

STATEMENT_SECONDS = 60

_LIMITS = {
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "3",
    "tcp_keepalives_count": "3",
    "tcp_user_timeout": f"{SILENT_SECONDS}s",
    "idle_in_transaction_session_timeout": f"{SILENT_SECONDS}s",
    "lock_timeout": f"{LOCK_SECONDS}s",
    "statement_timeout": f"{STATEMENT_SECONDS}s",
}

_ALSO_IDLE = {"idle_session_timeout": f"{SILENT_SECONDS}s"}


async def limit_session(connection: asyncpg.Connection, *, also_idle: bool = False) -> None:
    """Set the limits on a new ``connection``; ``also_idle`` also ends a session that is silent outside a transaction.

    They are set by a statement, because a connection pooler refuses them as connection parameters.
    """
    limits = _LIMITS | (_ALSO_IDLE if also_idle else {})
    await connection.execute(";".join(f"SET {name} = '{value}'" for name, value in limits.items()))


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
