"""Adds a note: the front office's, a department's, or a cleared officer's for other cleared officers."""

from loket_backoffice.domain.access import may_know_all_departments, notes_compartments
from loket_backoffice.domain.errors import not_yours
from loket_backoffice.domain.permissions import CaseAction, require_notes
from loket_backoffice.handlers.bodies import TextBody
from loket_backoffice.handlers.load import load_case
from loket_backoffice.handlers.read_cases import show_case
from loket_backoffice.store.case_content import Note, add_note
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.views.case_view import CaseView
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class NoteBody(TextBody):
    """A note for the author's own compartment; ``for_cleared``: only for officers who may know of every department."""

    for_cleared: bool = False


async def add_note_to_case(
    work: UnitOfWork, principal: Principal, reference: str, text: str, *, for_cleared: bool = False
) -> CaseView:
    """Store the note in the author's own compartment, or for cleared officers; the case's version stays the same.

    Raises:
        NotFoundError: the case does not exist for this reader.
        ForbiddenError: the reader sees no content of it, or may not write for cleared officers.
    """
    stored = await load_case(work, principal, reference)
    require_notes(principal, stored.case)
    if for_cleared and not may_know_all_departments(principal):
        raise not_yours()
    compartment = notes_compartments(principal, stored.case)[-1]
    await add_note(work, stored.id, compartment, Note(author=principal.subject, text=text, for_cleared=for_cleared))
    subject = str(compartment) if compartment else reference
    await work.audit(principal, "note.written", subject, apart=compartment is not None)
    return await show_case(work, principal, stored)


async def add_note_for_cleared(
    work: UnitOfWork, principal: Principal, stored: StoredCase, action: CaseAction, text: str | None
) -> None:
    """Store ``text`` about ``action`` as a note for cleared officers; do nothing if there is no text.

    Raises:
        ForbiddenError: the officer may not know of every department.
    """
    if text is None:
        return
    if not may_know_all_departments(principal):
        raise not_yours()
    await add_note(work, stored.id, None, Note(author=principal.subject, text=text, for_cleared=True, about=action))
