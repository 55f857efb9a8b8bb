"""Find a question for somebody, as far as that person may see it."""

from loket_intake.domain.access import Belonging, Sight, reach_of
from loket_intake.domain.marks import Marks
from loket_intake.store.questions import get_question, look_up
from loket_intake.store.tables import QuestionRow
from loket_shared.failures import NotFoundError
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def find_in_sight(
    work: UnitOfWork, principal: Principal, reference: str, least: Sight = Sight.METADATA, *, lock: bool = False
) -> tuple[QuestionRow, Sight]:
    """Return the question with this reference and how much of it the principal sees.

    It is loaded, and locked where asked, only once the principal is known to see it.

    Raises:
        NotFound: it does not exist, or the principal sees less of it than ``least``.
    """
    found = await look_up(work, reference)
    sight = sight_of(work, principal, found.belonging if found else None)
    row = await get_question(work.session, found.id, lock) if found and sight >= least else None
    if row is None:
        raise NotFoundError
    return row, sight


def sight_of(work: UnitOfWork, principal: Principal, belonging: Belonging | None) -> Sight:
    """Return how much the principal sees of a question that belongs so; None stands for one that does not exist."""
    reach = reach_of(principal, Marks(work.vault.pseudonym))
    return reach.sight(belonging) if belonging else Sight.NOTHING
