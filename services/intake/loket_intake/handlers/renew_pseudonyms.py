"""Replaces the pseudonyms of an earlier release, which made a submitter's pseudonym from the subject alone.

So a client with a person's subject had that person's pseudonym. The sealed event of the submission names the submitter,
and the running service makes new pseudonyms from it. This module can go once no process of that release runs any more
and all pseudonyms are renewed.
"""

import asyncio
from datetime import timedelta
from uuid import UUID

import structlog

from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.store.earlier_release import (
    FormerQuestion,
    SubmittedEvent,
    asker_of,
    audited_submitter,
    list_former_questions,
    lock_former_question,
    renew_ownership,
    submitted_events_of,
)
from loket_intake.store.questions import load_question
from loket_shared.contracts import ror
from loket_shared.contracts.shared_parts import Asker
from loket_shared.failures import ErasedError, PermanentError
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

INTERVAL = timedelta(minutes=1)
BATCH_SIZE = 100

_LOG = structlog.get_logger(__name__)


async def run_pseudonym_renewal(runtime: Runtime) -> None:
    """Renew pseudonyms every ``INTERVAL``, as processes of the earlier release may still record questions."""
    while True:
        await renew_pseudonyms(runtime)
        await asyncio.sleep(INTERVAL.total_seconds())


async def renew_pseudonyms(runtime: Runtime) -> None:
    """Renew the pseudonyms of all questions that have old ones, each in a transaction of its own."""
    after = UUID(int=0)
    while True:
        async with runtime.unit_of_work() as work:
            waiting = await list_former_questions(work, after, BATCH_SIZE)
            events = await submitted_events_of(work, waiting)
        if not waiting:
            return
        for question_id in waiting:
            await _renew(runtime, question_id, events.get(question_id))
        after = waiting[-1]


async def _renew(runtime: Runtime, question_id: UUID, event: SubmittedEvent | None) -> None:
    try:
        if event is None:
            raise PermanentError("the question has no event of its submission")
        async with runtime.unit_of_work() as work:
            former = await lock_former_question(work, question_id)
            if former is not None:
                asker = await asker_of(work, event)
                await _replace(work, question_id, former, asker, runtime.settings.issuer_name)
    except ErasedError:
        pass  # the question is erased; its event comes later
    except PermanentError as failure:
        _LOG.error("a question keeps its old pseudonym", question_id=str(question_id), exc_info=failure)


async def _replace(work: UnitOfWork, question_id: UUID, former: FormerQuestion, asker: Asker, issuer: str) -> None:
    """Give the question the pseudonyms that it would get if it were submitted now."""
    question = await load_question(work, question_id)
    if question is None:
        return
    pseudonyms, machine = Pseudonyms(work.vault.pseudonym), await _is_client(work, former, asker)
    recorded = question.content.institution.ror_id
    institution = ror.canonical(recorded) or recorded
    await renew_ownership(
        work,
        question_id,
        submitter=pseudonyms.known_submitter(issuer, asker.subject, machine=machine),
        institution=pseudonyms.institution(institution),
        person=pseudonyms.named_person(institution, asker.recipients[0].email) if asker.recipients else None,
        address=pseudonyms.address(institution, asker.email) if asker.email and not machine else None,
    )


async def _is_client(work: UnitOfWork, former: FormerQuestion, asker: Asker) -> bool:
    """Return whether a client submitted it: only clients name a person, and only people are audited by pseudonym."""
    actor = await audited_submitter(work, former.reference)
    return former.names_person or (actor is not None and actor == asker.subject)
