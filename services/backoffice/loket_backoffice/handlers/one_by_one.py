"""Working through cases whose time has come, so that one that cannot be handled holds up no other."""

from collections.abc import Awaitable, Callable, Iterable
from uuid import UUID

import structlog

from loket_shared.failures import TransientFailure

_LOG = structlog.get_logger(__name__)


async def one_by_one(case_ids: Iterable[UUID], step: Callable[[UUID], Awaitable[object]]) -> None:
    """Carry out ``step`` for each case; a failure is logged, and the case is tried again the next time.

    Raises:
        TransientFailure: a dependency is away, so the others would fail as well.
    """
    for case_id in case_ids:
        try:
            await step(case_id)
        except TransientFailure:
            raise
        except Exception as error:
            _LOG.error("case could not be handled", question_id=str(case_id), exc_info=error)
