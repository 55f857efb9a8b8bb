"""Find a question for somebody, as far as that person may see it."""

from loket_intake.domain.access import Belonging, Sight, reach_of
from loket_intake.domain.marks import Marks
from loket_intake.store.questions import find_question
from loket_intake.store.tables import QuestionRow
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.failures import NotFound
from loket_shared.identity.principal import Principal


async def find_in_sight(
    work: UnitOfWork, principal: Principal, reference: str, lock: bool = False
) -> tuple[QuestionRow, Sight]:
    """Return the question with this reference and how much of it the principal sees.

    Raises:
        NotFound: it does not exist, or not for this reader.
    """
    row = await find_question(work.session, reference, lock)
    sight = sight_of(work, principal, row) if row else Sight.NOTHING
    if row is None or sight is Sight.NOTHING:
        raise NotFound
    return row, sight


def sight_of(work: UnitOfWork, principal: Principal, row: QuestionRow) -> Sight:
    """Return how much of ``row`` the principal sees."""
    belonging = Belonging(row.handed_in_by or "", row.person, row.institution)
    return reach_of(principal, Marks(work.vault.pseudonym)).sight(belonging)
