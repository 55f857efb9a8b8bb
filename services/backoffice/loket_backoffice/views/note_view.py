"""Notes as they are shown: the front office's to itself, a department's to itself."""

from datetime import datetime

from loket_backoffice.domain.access import knows_all_participation, notes_compartments
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.notes import read_notes
from loket_shared.contracts.model import WireModel
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


class NoteView(WireModel):
    """A note with its author's subject; ``about``: the act that it explains, ``for_cleared`` officers only."""

    time: datetime
    author: str
    text: str
    for_cleared: bool
    about: str | None


async def notes_for(work: UnitOfWork, reader: Principal, case: StoredCase) -> tuple[NoteView, ...]:
    """Return the notes of the reader's own compartment, oldest first."""
    views = [
        NoteView(time=row.at, author=note.author, text=note.text, for_cleared=note.for_cleared, about=note.about)
        for request_id in notes_compartments(reader, case.file)
        for row, note in await read_notes(work, case.id, request_id)
        if not note.for_cleared or knows_all_participation(reader)
    ]
    return tuple(sorted(views, key=lambda view: view.time))
