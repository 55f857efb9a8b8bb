"""Indexes the participants of questions that an earlier release decided: it stored them sealed only.

Until then nobody can find such a decision. This module can go once no process of that release runs any more and all
questions are indexed.
"""

from uuid import UUID

import structlog

from loket_routing.store.decisions import index_participants, list_unindexed
from loket_routing.store.questions import lock_existing
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.service.runtime import Runtime

AT_ONCE = 100
_FIRST = UUID(int=0)

_LOG = structlog.get_logger(__name__)


async def backfill_participants(runtime: Runtime) -> None:
    """Index every question in its own transaction; a question that cannot be opened holds up no other."""
    after = _FIRST
    while True:
        async with runtime.unit_of_work() as work:
            waiting = await list_unindexed(work, after, AT_ONCE)
        if not waiting:
            return
        for question_id in waiting:
            await _index(runtime, question_id)
        after = waiting[-1]


async def _index(runtime: Runtime, question_id: UUID) -> None:
    try:
        async with runtime.unit_of_work() as work:
            await lock_existing(work, question_id)
            await index_participants(work, question_id)
    except ErasedError:
        pass  # the question is erased; its event comes later
    except PermanentError as failure:
        _LOG.error("who takes part cannot be read", question_id=str(question_id), exc_info=failure)
