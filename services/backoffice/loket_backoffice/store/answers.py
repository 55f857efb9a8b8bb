"""The answer in preparation."""

from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import select

from loket_backoffice.domain.answers import DeskAnswer
from loket_backoffice.store.seals import Content, case_key, seal_all
from loket_backoffice.store.tables import AnswerRow
from loket_shared.contracts.compartments import Compartment
from loket_shared.unit_of_work import Place, UnitOfWork

_ADAPTER = TypeAdapter(DeskAnswer)


async def read_answer(work: UnitOfWork, case_id: UUID) -> tuple[DeskAnswer, str]:
    """Return the state of the answer, and its text."""
    row = (await work.session.exec(select(AnswerRow).where(AnswerRow.case_id == case_id))).one_or_none()
    if row is None:
        return DeskAnswer(), ""
    people = await work.unseal(row.people, _place(case_id, "people"))
    text = await work.unseal(row.text, _place(case_id, "text"))
    return _ADAPTER.validate_json(people), text.decode()


async def write_answer(work: UnitOfWork, case_id: UUID, answer: DeskAnswer, text: str) -> None:
    """Store the answer and its text."""
    key = case_key(case_id, Compartment.ANSWER)
    people, sealed = await seal_all(
        work,
        [
            Content(_ADAPTER.dump_json(answer), key, _place(case_id, "people")),
            Content(text.encode(), key, _place(case_id, "text")),
        ],
    )
    values = {"state": answer.state, "version": answer.version, "people": people, "text": sealed}
    statement = insert(AnswerRow).values(case_id=case_id, **values)
    await work.session.exec(statement.on_conflict_do_update(index_elements=["case_id"], set_=values))


def _place(case_id: UUID, column: str) -> Place:
    return Place("answers", case_id, column)
