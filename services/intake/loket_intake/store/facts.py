"""The facts of questions, each with its sealed content."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from pydantic import TypeAdapter
from sqlmodel import col, select

from loket_intake.domain.facts import NO_CONTENT, FactContent, FactKind, QuestionFact
from loket_intake.store.tables import FactRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.unit_of_work import Place, UnitOfWork

# This is a hot path, so it bypasses the object mapper.
_INSERT = """
    INSERT INTO facts (id, question_id, kind, at, due, content)
    SELECT $1, id, $3, $4, $5, $6 FROM questions WHERE id = $2 AND erased_at IS NULL RETURNING true
"""
_ERASE = "UPDATE facts SET content = NULL WHERE question_id = $1"

_CONTENT = TypeAdapter(FactContent)


async def insert_fact(work: UnitOfWork, question_id: UUID, fact: QuestionFact) -> bool:
    """Insert a fact, its content sealed; return False if the question is unknown or erased, and nothing was inserted.

    Raises:
        ErasedError: the question's keys are destroyed.
    """
    content = None
    if fact.content != NO_CONTENT:
        compartment = Compartment.ANSWER if fact.kind is FactKind.ANSWERED else Compartment.QUESTION
        plain = _CONTENT.dump_json(fact.content)
        content = await work.seal(plain, KeyName(question_id, compartment), fact_place(fact.id))
    row = (fact.id, question_id, fact.kind.value, fact.at, fact.due, content)
    return bool(await work.driver.fetchval(_INSERT, *row))


async def facts_of(work: UnitOfWork, question_ids: Collection[UUID]) -> Mapping[UUID, Sequence[FactRow]]:
    """Return the facts of each question, their content still sealed."""
    found: dict[UUID, list[FactRow]] = {question_id: [] for question_id in question_ids}
    for row in await work.session.exec(select(FactRow).where(col(FactRow.question_id).in_(question_ids))):
        found[row.question_id].append(row)
    return found


async def erase_facts(work: UnitOfWork, question_id: UUID) -> None:
    """Empty the content of a question's facts; kinds and times stay."""
    await work.driver.execute(_ERASE, question_id)


def fact_of(row: FactRow, content: bytes | None) -> QuestionFact:
    """Return the fact of ``row``; ``content`` is its opened content, None if there is none or its key is destroyed."""
    opened = _CONTENT.validate_json(content) if content else NO_CONTENT
    return QuestionFact(row.id, FactKind(row.kind), row.at, row.due, opened)


def fact_place(fact_id: UUID) -> Place:
    """Return the place to which the content of a fact is sealed."""
    return Place("facts", fact_id, "content")
