"""Handles due rows one by one, so that a row that fails holds up no other."""

from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

import structlog

from loket_shared.failures import TransientError

_LOG = structlog.get_logger(__name__)


async def for_each_isolated(ids: Iterable[UUID], step: Callable[[UUID], Awaitable[object]]) -> None:
    """Carry out ``step`` for each row; a failure is logged, and the row is tried again the next time.

    Raises:
        TransientError: a dependency is unreachable, so the other rows would fail too.
    """
    for row_id in ids:
        try:
            await step(row_id)
        except TransientError:
            raise
        except Exception as error:
            _LOG.error("could not be handled", row_id=str(row_id), exc_info=error)
