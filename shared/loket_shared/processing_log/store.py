"""Interface of the stores for the log of processing."""

from collections.abc import Sequence
from typing import Protocol

from loket_shared.processing_log.records import LogRecord


class NotKeptError(Exception):
    """The store did not acknowledge the records; they must be sent again."""


class Store(Protocol):
    """Stores records and acknowledges each of them (Logboek Dataverwerkingen)."""

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Return after all ``records`` of ``service`` are stored durably.

        Raises:
            NotKeptError: the store may have lost a record.
        """


class NoStore:
    """The store of a service without a configured store: its records wait in the audit trail."""

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Store nothing.

        Raises:
            NotKeptError: always.
        """
        raise NotKeptError("no log of processing is configured")
