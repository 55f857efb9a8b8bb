"""Find a question for somebody, as far as that person may see it."""

from loket_intake.domain.access import Ownership, Visibility, reader_scope_of
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.store.questions import get_question, look_up
from loket_intake.store.tables import QuestionRow
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal


async def load_visible_question(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    least: Visibility = Visibility.METADATA,
    *,
    lock: bool = False,
) -> tuple[QuestionRow, Visibility]:
    """Return the question with this reference and how much of it the principal sees.

    It is loaded, and locked where asked, only once the principal is known to see it.

    Raises:
        NotFound: it does not exist, or the principal sees less of it than ``least``.
    """
    found = await look_up(work, reference)
    sight = visibility_of(work, principal, found.belonging if found else None)
    row = await get_question(work.session, found.id, lock) if found and sight >= least else None
    if row is None:
        raise NotFound
    return row, sight


def visibility_of(work: UnitOfWork, principal: Principal, belonging: Ownership | None) -> Visibility:
    """Return how much the principal sees of a question that belongs so; None stands for one that does not exist."""
    reach = reader_scope_of(principal, Pseudonyms(work.vault.pseudonym))
    return reach.sight(belonging) if belonging else Visibility.NOTHING
