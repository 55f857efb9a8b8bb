"""Hand in what was filled in on the pages, once."""

from uuid import UUID

from loket_intake.domain.access import require_asker
from loket_intake.domain.new_question import NewQuestion
from loket_intake.handlers.drafts import take_draft
from loket_intake.handlers.record_question import record_question
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def submit_draft(work: UnitOfWork, principal: Principal, draft_id: UUID, new: NewQuestion) -> str:
    """Record the draft's question under the draft's id and drop the draft; return the reference.

    Raises:
        NotFound: the principal has no such draft.
        HandedIn: it was handed in before.
    """
    require_asker(principal)
    await work.session.delete(await take_draft(work, principal, draft_id))
    return (await record_question(work, principal, new, draft_id)).reference
