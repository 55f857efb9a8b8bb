"""The history of a question's routes."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import RootModel
from sqlmodel import col, delete, select

from loket_routing.domain.history import Entry, History
from loket_routing.store.tables import DecisionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.ids import new_id
from loket_shared.db.unit_of_work import Place, UnitOfWork


class _Stored(RootModel[Entry]):
    """An entry of either kind."""


_INSERT = "INSERT INTO decisions (id, question_id, entry) VALUES ($1, $2, $3)"


async def append_entry(work: UnitOfWork, question_id: UUID, entry: Entry) -> None:
    """Add ``entry`` to the question's history, sealed for those who may know who takes part."""
    row_id = new_id()
    name = KeyName(question_id, Compartment.PARTICIPATION)
    sealed = await work.seal_model(_Stored(entry), name, _place(row_id))
    await work.driver.execute(_INSERT, row_id, question_id, sealed)


async def history_of(work: UnitOfWork, question_id: UUID) -> History:
    """Return the question's history, oldest entry first.

    Raises:
        Erased: the question's keys are destroyed.
    """
    of_question = select(DecisionRow).where(DecisionRow.question_id == question_id)
    rows = (await work.session.exec(of_question.order_by(col(DecisionRow.position)))).all()
    return tuple([(await work.unseal_model(_Stored, row.entry, _place(row.id))).root for row in rows])


async def histories_of(work: UnitOfWork, question_ids: Sequence[UUID]) -> tuple[History, ...]:
    """Return the histories of several questions with one question to the vault; of an erased one nothing is left."""
    of_questions = select(DecisionRow).where(col(DecisionRow.question_id).in_(question_ids))
    rows = (await work.session.exec(of_questions.order_by(col(DecisionRow.position)))).all()
    opened = await work.sealer.open_many([(row.entry, _place(row.id).aad) for row in rows])
    entries: dict[UUID, list[Entry]] = {}
    for row, value in zip(rows, opened, strict=True):
        if isinstance(value, bytes):
            entries.setdefault(row.question_id, []).append(_Stored.model_validate_json(value).root)
    return tuple(map(tuple, entries.values()))


async def forget_history(work: UnitOfWork, question_id: UUID) -> None:
    """Remove every entry of the question."""
    await work.session.exec(delete(DecisionRow).where(col(DecisionRow.question_id) == question_id))


def _place(row_id: UUID) -> Place:
    return Place("decisions", row_id, "entry")
