"""Where the log of processing is kept."""

from collections.abc import Sequence
from typing import Protocol

from loket_shared.processing_log.records import LogRecord


class NotKeptError(Exception):
    """The store did not acknowledge the records; they must be sent again."""


class Store(Protocol):
    """Keeps records and says so (Logboek Dataverwerkingen: each record is acknowledged)."""

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Return when all ``records`` of ``service`` are kept for good.

        Raises:
            NotKept: that is not certain of every one.
        """


class NoStore:
    """The store of a service that was told of none: its records wait in the audit trail until it is."""

    async def keep(self, service: str, records: Sequence[LogRecord]) -> None:
        """Keep nothing.

        Raises:
            NotKept: always.
        """
        raise NotKeptError("no log of processing is configured")
