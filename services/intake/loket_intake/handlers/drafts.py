"""Start, save, read and discard drafts: questions that are still being filled in."""

import asyncio
from datetime import timedelta
from uuid import UUID

from loket_intake.domain.access import Visibility, require_asker
from loket_intake.domain.draft import MAX_DRAFTS, Draft, FormFields, TooManyDraftsError
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.handlers.rate_limits import DRAFT_LIMIT
from loket_intake.handlers.read_questions import visibility_of
from loket_intake.store import drafts
from loket_intake.store.drafts import Owner
from loket_intake.store.questions import find_by_id
from loket_shared.failures import NotFoundError
from loket_shared.idempotency import FirstRequest, IdempotentRequest, claim, find_first
from loket_shared.principal import Principal
from loket_shared.service.runtime import Runtime
from loket_shared.unit_of_work import UnitOfWork

_SWEEP_INTERVAL = timedelta(minutes=10)


class AlreadySubmittedError(NotFoundError):
    """The draft is gone because it was submitted, as the question with this ``reference``."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference


async def start_draft(
    work: UnitOfWork, principal: Principal, fields: FormFields, sending: IdempotentRequest | None = None
) -> Draft:
    """Start a draft; its id and keys become those of the question.

    A repeated ``sending`` returns the draft that it started, as long as that draft exists.

    Raises:
        ForbiddenError: the principal may not submit questions.
        TooManyRequestsError: the principal starts drafts too often.
        TooManyDraftsError: the principal has ``MAX_DRAFTS`` drafts.
    """
    require_asker(principal)
    owner = _owner(work, principal)
    if sending and (started := await _started_by(work, await find_first(work, sending), owner)):
        return started
    DRAFT_LIMIT.enforce(principal)
    if await drafts.count_drafts(work, owner) >= MAX_DRAFTS:
        raise TooManyDraftsError
    draft_id = await work.allocate_question_id()
    # A second click may have been handled at the same moment.
    if sending and (started := await _started_by(work, await claim(work, sending, str(draft_id)), owner)):
        return started
    draft = await drafts.insert_draft(work, draft_id, owner, fields)
    await work.audit(principal, "draft.started", str(draft.id))
    return draft


async def read_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> Draft:
    """Return the principal's own draft.

    Raises:
        NotFoundError: there is none, or it has expired.
        AlreadySubmittedError: it became a question.
    """
    draft = await load_draft(work, principal, draft_id)
    await work.audit(principal, "draft.read", str(draft_id))
    return draft


async def load_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> Draft:
    """Return the principal's own draft, locked, for a change that ``save_draft`` audits; raises as ``read_draft``."""
    draft = await drafts.load_draft(work, draft_id, _owner(work, principal))
    if draft is None:
        raise await _reason_for_no_draft(work, principal, draft_id)
    return draft


async def require_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> None:
    """Lock the principal's own draft; raises as ``read_draft``."""
    if not await drafts.lock_draft(work, draft_id, _owner(work, principal)):
        raise await _reason_for_no_draft(work, principal, draft_id)


async def save_draft(work: UnitOfWork, principal: Principal, draft_id: UUID, fields: FormFields) -> Draft:
    """Replace the fields of the principal's own draft; raises as ``read_draft``."""
    await require_draft(work, principal, draft_id)
    draft = await drafts.update_draft(work, draft_id, fields)
    await work.audit(principal, "draft.saved", str(draft_id))
    return draft


async def discard_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> None:
    """Delete the principal's own draft; raises as ``read_draft``."""
    await require_draft(work, principal, draft_id)
    await drafts.delete_draft(work, draft_id)
    await work.audit(principal, "draft.discarded", str(draft_id))


async def list_drafts(work: UnitOfWork, principal: Principal) -> list[Draft]:
    """Return up to ``MAX_DRAFTS`` drafts of the principal, the one changed last first."""
    return await drafts.list_drafts(work, _owner(work, principal), MAX_DRAFTS)


async def run_draft_sweeper(runtime: Runtime) -> None:
    """Delete expired drafts, every ten minutes."""
    while True:
        async with runtime.unit_of_work() as work:
            await drafts.delete_expired_drafts(work)
        await asyncio.sleep(_SWEEP_INTERVAL.total_seconds())


async def _started_by(work: UnitOfWork, first: FirstRequest | None, owner: Owner) -> Draft | None:
    """Return the draft that the first sending started; None if nothing was sent before or the draft is gone."""
    return await drafts.load_draft(work, UUID(first.subject), owner) if first else None


async def _reason_for_no_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> NotFoundError:
    """Return the error for a missing draft; it has a reference only if the principal sees the question's content."""
    found = await find_by_id(work, draft_id)
    visibility = visibility_of(work, principal, found.ownership if found else None)
    return AlreadySubmittedError(found.reference) if found and visibility is Visibility.CONTENT else NotFoundError()


def _owner(work: UnitOfWork, principal: Principal) -> Owner:
    """Return the principal's pseudonyms: the present one for new drafts, then the one of an earlier release."""
    pseudonyms = Pseudonyms(work.vault.pseudonym)
    return pseudonyms.submitter(principal), pseudonyms.former_submitter(principal)
