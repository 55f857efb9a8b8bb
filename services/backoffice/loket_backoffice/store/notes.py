"""Notes of the front office and of departments, each under the key of its own compartment."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from loket_backoffice.store.seals import case_key, open_all, work_key
from loket_backoffice.store.tables import NoteRow
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.model import WireModel
from loket_shared.db.ids import new_id
from loket_shared.unit_of_work import Place, UnitOfWork


class Note(WireModel):
    """A note. ``for_cleared``: only cleared officers read it. ``about``: the action that it explains, if any."""

    author: str
    text: str
    for_cleared: bool = False
    about: str | None = None


class StoredNote(NamedTuple):
    """A note with the moment of writing."""

    at: datetime
    note: Note


async def add_note(work: UnitOfWork, case_id: UUID, request_id: UUID | None, note: Note) -> None:
    """Store a note of the front office, or of the department whose request is named."""
    row_id = new_id()
    name = work_key(case_id, request_id) if request_id else case_key(case_id, Compartment.PARTICIPATION)
    sealed = await work.seal_model(note, name, Place("notes", row_id, "note"))
    work.session.add(NoteRow(id=row_id, case_id=case_id, request_id=request_id, at=work.clock.now(), note=sealed))
    await work.session.flush()


async def read_notes(work: UnitOfWork, case_id: UUID, request_id: UUID | None) -> list[StoredNote]:
    """Return the notes of one compartment, oldest first."""
    query = select(NoteRow).where(NoteRow.case_id == case_id, NoteRow.request_id == request_id)
    rows = (await work.session.exec(query.order_by(col(NoteRow.id)))).all()
    notes = await open_all(work, [(row.note, Place("notes", row.id, "note")) for row in rows])
    return [StoredNote(row.at, Note.model_validate_json(note)) for row, note in zip(rows, notes, strict=True) if note]
