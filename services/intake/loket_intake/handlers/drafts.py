"""Save a question that is still being filled in, and take it up again."""

from uuid import UUID

from loket_intake.domain.access import Sight, require_asker
from loket_intake.domain.draft import MOST_DRAFTS, Draft, TooManyDrafts, Typed
from loket_intake.domain.marks import Marks
from loket_intake.handlers.sight import sight_of
from loket_intake.handlers.submission_limit import BEGINNINGS
from loket_intake.store.drafts import Owner, count_drafts, drafts_of, find_draft
from loket_intake.store.questions import look_up_by_id
from loket_intake.store.sealed_drafts import new_draft, open_draft, open_drafts, rewrite_draft
from loket_intake.store.tables import DraftRow
from loket_shared.failures import NotFoundError
from loket_shared.idempotency.claims import First, Sending, claim, find_first
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class HandedIn(NotFoundError):
    """The draft is none any more: it was handed in, as the question with this ``reference``."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference


async def start_draft(work: UnitOfWork, principal: Principal, typed: Typed, sending: Sending | None = None) -> Draft:
    """Begin a draft under the id and the keys of the question that it will be.

    A ``sending`` that was there before begins no other, as long as the draft that came of it is there.

    Raises:
        Forbidden: the principal hands in no questions.
        TooManyRequests: the principal begins drafts too fast.
        TooManyDrafts: the principal has as many as may be.
    """
    require_asker(principal)
    owner = _owner(work, principal)
    if sending and (begun := await _begun_under(work, await find_first(work, sending), owner)):
        return begun
    await BEGINNINGS.count(principal)
    if await count_drafts(work.session, owner, work.clock.now()) >= MOST_DRAFTS:
        raise TooManyDrafts
    draft_id = await work.allocate_question_id()
    # The other click may have been on its way.
    if sending and (begun := await _begun_under(work, await claim(work, sending, str(draft_id)), owner)):
        return begun
    draft = await new_draft(work, draft_id, owner[0], typed)
    await work.audit(principal, "start-draft", str(draft.id))
    return draft


async def _begun_under(work: UnitOfWork, first: First | None, owner: tuple[str, ...]) -> Draft | None:
    """Return the draft that came of the first sending, if that was there and the draft still is."""
    begun = await find_draft(work.session, UUID(first.subject), owner, work.clock.now()) if first else None
    return await open_draft(work, begun) if begun else None


async def read_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> Draft:
    """Return the principal's own draft.

    Raises:
        NotFound: there is none, or its time is over.
        HandedIn: it became a question.
    """
    draft = await open_draft(work, await take_draft(work, principal, draft_id))
    await work.audit(principal, "read-draft", str(draft_id))
    return draft


async def open_to_change(work: UnitOfWork, principal: Principal, draft_id: UUID) -> Draft:
    """Return the principal's own draft, locked, to be saved with something else in it; raises as ``read_draft``."""
    return await open_draft(work, await take_draft(work, principal, draft_id))


async def save_draft(work: UnitOfWork, principal: Principal, draft_id: UUID, typed: Typed) -> Draft:
    """Put ``typed`` in the place of what the draft held.

    Raises:
        NotFound: there is none, or its time is over.
        HandedIn: it became a question.
    """
    draft = await rewrite_draft(work, await take_draft(work, principal, draft_id), typed)
    await work.audit(principal, "save-draft", str(draft_id))
    return draft


async def discard_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> None:
    """Delete the principal's own draft.

    Raises:
        NotFound: there is none, or its time is over.
        HandedIn: it became a question.
    """
    await work.session.delete(await take_draft(work, principal, draft_id))
    await work.audit(principal, "discard-draft", str(draft_id))


async def list_drafts(work: UnitOfWork, principal: Principal) -> list[Draft]:
    """Return the principal's drafts, the one changed last first; not more than may be."""
    rows = await drafts_of(work.session, _owner(work, principal), work.clock.now(), MOST_DRAFTS)
    return await open_drafts(work, rows)


async def take_draft(work: UnitOfWork, principal: Principal, draft_id: UUID) -> DraftRow:
    """Return the row of the principal's own draft, locked.

    Raises:
        NotFound: there is none, or its time is over.
        HandedIn: it became a question.
    """
    row = await find_draft(work.session, draft_id, _owner(work, principal), work.clock.now())
    if row is None:
        raise await _gone(work, principal, draft_id)
    return row


async def _gone(work: UnitOfWork, principal: Principal, draft_id: UUID) -> NotFoundError:
    """Return why the principal has no such draft: of what the principal handed in, the reference."""
    found = await look_up_by_id(work, draft_id)
    sight = sight_of(work, principal, found.belonging if found else None)
    return HandedIn(found.reference) if found and sight is Sight.CONTENT else NotFoundError()


def _owner(work: UnitOfWork, principal: Principal) -> Owner:
    """Return the marks of the principal: the one for new drafts first, then the one that an earlier release made."""
    marks = Marks(work.vault.pseudonym)
    return marks.submitter(principal), marks.former_submitter(principal)
