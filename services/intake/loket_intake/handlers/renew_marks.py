"""Mark anew to whom questions of an earlier release belong.

That release marked a submitter by subject alone, so that a client with the subject of a person was that person. Who
handed in stands sealed in the event that told of it, so the running service can make the marks again. Once no process
of that release runs any more and all marks are renewed, there is nothing left to do here.
"""

import asyncio
from datetime import timedelta
from uuid import UUID

import structlog

from loket_intake.domain.marks import Marks
from loket_intake.store.questions import get_question, marked_formerly
from loket_intake.store.sealing import open_question
from loket_intake.store.submissions import ToldSubmission, actor_of, asker_of, submissions_of
from loket_intake.store.tables import QuestionRow
from loket_shared.contracts import ror
from loket_shared.contracts.shared_parts import Asker
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

INTERVAL = timedelta(minutes=1)
AT_ONCE = 100
_FIRST = UUID(int=0)

_LOG = structlog.get_logger(__name__)


async def keep_marks_new(runtime: Runtime) -> None:
    """Renew marks every ``INTERVAL``, as processes of the earlier release may still hand in."""
    while True:
        await renew_marks(runtime)
        await asyncio.sleep(INTERVAL.total_seconds())


async def renew_marks(runtime: Runtime) -> None:
    """Work through all questions with an old mark, each in a transaction of its own."""
    after = _FIRST
    while True:
        async with runtime.unit_of_work() as work:
            waiting = await marked_formerly(work, after, AT_ONCE)
            told = await submissions_of(work, waiting)
        if not waiting:
            return
        for question_id in waiting:
            await _renew(runtime, question_id, told.get(question_id))
        after = waiting[-1]


async def _renew(runtime: Runtime, question_id: UUID, told: ToldSubmission | None) -> None:
    try:
        if told is None:
            raise PermanentError("nothing was told of this question")
        async with runtime.unit_of_work() as work:
            row = await get_question(work.session, question_id, lock=True)
            if row is not None and row.submitter is None and row.erased_at is None:
                await _mark_anew(work, row, await asker_of(work, told), runtime.settings.issuer_name)
    except ErasedError:
        pass  # its event is on the way
    except PermanentError as failure:
        _LOG.error("a question keeps its old mark", question_id=str(question_id), exc_info=failure)


async def _mark_anew(work: UnitOfWork, row: QuestionRow, asker: Asker, issuer: str) -> None:
    """Give ``row`` the marks that ``belonging_of`` would give it now."""
    marks, machine = Marks(work.vault.pseudonym), await _is_client(work, row, asker)
    told = (await open_question(work, row)).content.institution.ror_id
    institution = ror.canonical(told) or told
    row.submitter, row.handed_in_by = marks.known_submitter(issuer, asker.subject, machine=machine), None
    if row.institution is not None:
        row.institution = marks.institution(institution)
    if row.person is not None and asker.recipients:
        row.person = marks.named_person(institution, asker.recipients[0].email)
    if not machine and asker.email:
        row.address = marks.address(institution, asker.email)
    work.session.add(row)


async def _is_client(work: UnitOfWork, row: QuestionRow, asker: Asker) -> bool:
    """Say if a machine client handed in: only a client names a person, and only people are audited by a pseudonym."""
    actor = await actor_of(work, row.reference)
    return row.person is not None or (actor is not None and actor == asker.subject)
