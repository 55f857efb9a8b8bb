"""Which failures are tried again, and which make a dead letter (design section 4.4)."""

import asyncpg
import httpx
import pytest
from aiokafka.errors import KafkaConnectionError, MessageSizeTooLargeError
from sqlalchemy.exc import DBAPIError, IntegrityError, InterfaceError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from loket_shared.bus.failing import is_transient, reason_of
from loket_shared.envelope import UnknownType, UnreadableRecord
from loket_shared.failures import PermanentFailure, TransientFailure, VaultUnreachable, WrongSeal


class DriverError(Exception):
    """What the driver's adapter raises, with PostgreSQL's code."""

    def __init__(self, sqlstate: str) -> None:
        super().__init__()
        self.sqlstate = sqlstate


def from_database(sqlstate: str) -> DBAPIError:
    return DBAPIError("statement", None, DriverError(sqlstate))


@pytest.mark.parametrize(
    "failure",
    [
        TransientFailure(),
        VaultUnreachable(),
        ConnectionRefusedError(),
        TimeoutError(),
        OSError("Multiple exceptions: connect call failed"),
        PoolTimeout(),
        InterfaceError("statement", None, DriverError("")),
        from_database("40P01"),
        from_database("57P01"),
        from_database("53300"),
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
        PermanentFailure(),
        WrongSeal(),
        KeyError("a mistake of ours"),
        FileNotFoundError("a mistake of ours"),
        from_database("22021"),
        from_database("23505"),
        IntegrityError("statement", None, DriverError("23503")),
        MessageSizeTooLargeError(),
    ],
    ids=repr,
)
def test_what_stays_wrong_is_not(failure: Exception) -> None:
    assert not is_transient(failure)


@pytest.mark.parametrize(
    ("failure", "reason"),
    [
        (UnknownType("words"), "unknown-type"),
        (UnreadableRecord("words"), "unreadable-record"),
        (WrongSeal("words"), "wrong-seal"),
        (ZeroDivisionError("words"), "failed"),
    ],
)
def test_the_reason_is_a_code_and_never_the_words(failure: Exception, reason: str) -> None:
    assert reason_of(failure) == reason
