"""A cleared officer says something of an act to others who may know of every department, and to nobody else."""

from loket_backoffice.domain.access import knows_all_participation
from loket_backoffice.domain.errors import not_yours
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.notes import Note, add_note
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def keep_for_cleared(
    work: UnitOfWork, officer: Principal, case: StoredCase, act: CaseAct, text: str | None
) -> None:
    """Keep ``text`` about ``act`` as a note for cleared officers; nothing where there is none.

    Raises:
        Forbidden: the officer may not know of every department either.
    """
    if text is None:
        return
    if not knows_all_participation(officer):
        raise not_yours()
    await add_note(work, case.id, None, Note(author=officer.subject, text=text, for_cleared=True, about=act))
