"""The content of a case: the question, its asker, the answer in preparation, and the notes.

Each is sealed under a key of its own compartment.
"""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select

from loket_backoffice.domain.answers import DeskAnswer
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.store.seals import Content, case_key, open_all, seal_all, work_key
from loket_backoffice.store.tables import AnswerRow, CaseColumns, CaseRow, NoteRow
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Asker, QuestionContent
from loket_shared.contracts.texts import Language
from loket_shared.db.ids import new_id
from loket_shared.failures import NotFoundError
from loket_shared.unit_of_work import Place, UnitOfWork

_ANSWER = TypeAdapter(DeskAnswer)


async def seal_question(
    work: UnitOfWork, stored: StoredCase, question: QuestionContent, asker: Asker, language: Language, at: datetime
) -> None:
    """Seal the question and, apart, the asker into the row of the case; ``save_change`` stores the row."""
    row = stored.row
    asked, person = case_key(row.id, Compartment.QUESTION), case_key(row.id, Compartment.ASKER)
    contents = [
        Content(question.model_dump_json().encode(), asked, place_of_question(row.id)),
        Content(asker.model_dump_json().encode(), person, _place_of_asker(row.id)),
    ]
    row.language, row.opened_at = language, at
    row.question, row.asker = await seal_all(work, contents)


async def read_question(work: UnitOfWork, row: CaseColumns | CaseRow) -> QuestionContent:
    """Return the question.

    Raises:
        NotFoundError: the submission has not come.
        ErasedError: the keys are destroyed.
    """
    if row.question is None:
        raise NotFoundError
    return await work.unseal_model(QuestionContent, row.question, place_of_question(row.id))


async def read_asker(work: UnitOfWork, row: CaseColumns | CaseRow) -> Asker:
    """Return the person who asks; raises as ``read_question``."""
    if row.asker is None:
        raise NotFoundError
    return await work.unseal_model(Asker, row.asker, _place_of_asker(row.id))


def place_of_question(case_id: UUID) -> Place:
    """Return the place of the question in the row of its case."""
    return Place("cases", case_id, "question")


def _place_of_asker(case_id: UUID) -> Place:
    return Place("cases", case_id, "asker")


async def read_answer(work: UnitOfWork, case_id: UUID) -> tuple[DeskAnswer, str]:
    """Return the state of the answer, and its text."""
    row = (await work.session.exec(select(AnswerRow).where(AnswerRow.case_id == case_id))).one_or_none()
    if row is None:
        return DeskAnswer(), ""
    people = await work.unseal(row.people, _place_of_answer(case_id, "people"))
    text = await work.unseal(row.text, _place_of_answer(case_id, "text"))
    return _ANSWER.validate_json(people), text.decode()


async def write_answer(work: UnitOfWork, case_id: UUID, answer: DeskAnswer, text: str) -> None:
    """Store the answer and its text."""
    key = case_key(case_id, Compartment.ANSWER)
    people, sealed = await seal_all(
        work,
        [
            Content(_ANSWER.dump_json(answer), key, _place_of_answer(case_id, "people")),
            Content(text.encode(), key, _place_of_answer(case_id, "text")),
        ],
    )
    values = {"state": answer.state, "version": answer.version, "people": people, "text": sealed}
    statement = insert(AnswerRow).values(case_id=case_id, **values)
    await work.session.exec(statement.on_conflict_do_update(index_elements=["case_id"], set_=values))


def _place_of_answer(case_id: UUID, column: str) -> Place:
    return Place("answers", case_id, column)


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
