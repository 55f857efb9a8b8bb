"""Which failures are tried again, and which make a dead letter (docs/architecture.md#failure)."""

import asyncpg
import httpx
import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError
from asyncpg.exceptions._base import DataError as ParameterError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError, InternalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.broker.retryable import is_transient
from loket_shared.bus.dead_letters.reasons import reason_code
from loket_shared.envelope import UnknownTypeError, UnreadableRecordError
from loket_shared.failures import PermanentError, TransientError, VaultUnreachableError, WrongSealError


def from_database(cause: Exception, kind: type[DBAPIError] = DBAPIError) -> DBAPIError:
    """Return what SQLAlchemy makes of an error of the driver."""
    translated = Exception()
    translated.__cause__ = cause
    return kind("statement", None, translated)


@pytest.mark.parametrize(
    "failure",
    [
        TransientError(),
        VaultUnreachableError(),
        ConnectionRefusedError(),
        TimeoutError(),
        OSError("Multiple exceptions: connect call failed"),
        PoolTimeout(),
        from_database(asyncpg.InterfaceError("connection is closed"), InterfaceError),
        from_database(asyncpg.InternalClientError("another operation is in progress"), InternalError),
        from_database(asyncpg.DeadlockDetectedError()),
        from_database(asyncpg.InvalidCachedStatementError()),
        from_database(asyncpg.AdminShutdownError()),
        from_database(asyncpg.TooManyConnectionsError()),
        asyncpg.CannotConnectNowError(),
        asyncpg.ConnectionDoesNotExistError(),
        KafkaConnectionError(),
        httpx.ConnectTimeout("away"),
    ],
    ids=repr,
)
def test_a_dependency_that_is_away_is_waited_for(failure: Exception) -> None:
    assert is_transient(failure)


@pytest.mark.parametrize(
    "failure",
    [
        PermanentError(),
        WrongSealError(),
        KeyError("a mistake of ours"),
        FileNotFoundError("a mistake of ours"),
        from_database(asyncpg.CharacterNotInRepertoireError()),
        from_database(asyncpg.UniqueViolationError(), IntegrityError),
        from_database(ParameterError("a number that does not fit"), InterfaceError),
        MessageSizeTooLargeError(),
    ],
    ids=repr,
)
def test_what_stays_wrong_is_not(failure: Exception) -> None:
    assert not is_transient(failure)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (UnknownTypeError("words"), "unknown-type"),
        (UnreadableRecordError("words"), "unreadable-record"),
        (WrongSealError("words"), "wrong-seal"),
        (ZeroDivisionError("words"), "failed"),
    ],
)
def test_the_reason_is_a_code_and_never_the_words(failure: Exception, reason: str) -> None:
    assert reason_code(failure) == reason
