"""Between rows, whose content is sealed, and the domain's questions and facts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from pydantic import TypeAdapter

from loket_intake.domain.facts import NOTHING, Fact, FactKind, Said
from loket_intake.domain.question import Question
from loket_intake.store.facts import facts_of, insert_fact
from loket_intake.store.tables import FactRow, QuestionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.failures import ErasedError
from loket_shared.unit_of_work import Place, UnitOfWork

_SAID = TypeAdapter(Said)


async def seal_content(work: UnitOfWork, question_id: UUID, content: QuestionContent) -> bytes:
    """Return what was asked, sealed for its row."""
    return await work.seal_model(content, KeyName(question_id, Compartment.QUESTION), _question_place(question_id))


async def add_fact(work: UnitOfWork, question_id: UUID, fact: Fact) -> None:
    """Record a fact, what was said in it sealed."""
    content = None
    if fact.said != NOTHING:
        compartment = Compartment.ANSWER if fact.kind is FactKind.ANSWERED else Compartment.QUESTION
        content = await work.seal(_SAID.dump_json(fact.said), KeyName(question_id, compartment), _fact_place(fact.id))
    await insert_fact(
        work, FactRow(id=fact.id, question_id=question_id, kind=fact.kind, at=fact.at, due=fact.due, content=content)
    )


async def open_questions(work: UnitOfWork, rows: Sequence[QuestionRow]) -> list[Question]:
    """Return the questions of ``rows`` with their facts; those whose keys are destroyed are left out."""
    facts = await facts_of(work.session, [row.id for row in rows])
    sealed = {_question_place(row.id).aad: row.content for row in rows if row.content is not None}
    for row in rows:
        sealed |= {_fact_place(fact.id).aad: fact.content for fact in facts[row.id] if fact.content is not None}
    values = await work.sealer.open_many([(box, aad) for aad, box in sealed.items()])
    opened = {aad: value for aad, value in zip(sealed, values, strict=True) if isinstance(value, bytes)}
    now = work.clock.now()
    return [_question(row, opened, facts[row.id], now) for row in rows if _question_place(row.id).aad in opened]


async def open_question(work: UnitOfWork, row: QuestionRow) -> Question:
    """Return the question of ``row``.

    Raises:
        Erased: its keys are destroyed.
    """
    found = await open_questions(work, [row])
    if not found:
        raise ErasedError
    return found[0]


def _question(row: QuestionRow, opened: Mapping[bytes, bytes], facts: Sequence[FactRow], now: datetime) -> Question:
    return Question(
        id=row.id,
        reference=row.reference,
        language="en" if row.language == "en" else "nl",
        submitted_at=row.submitted_at,
        first_response_due=row.first_response_due,
        content=QuestionContent.model_validate_json(opened[_question_place(row.id).aad]),
        seen_at=now,
        facts=tuple(_fact(fact, opened.get(_fact_place(fact.id).aad)) for fact in facts),
    )


def _fact(row: FactRow, opened: bytes | None) -> Fact:
    return Fact(row.id, FactKind(row.kind), row.at, row.due, _SAID.validate_json(opened) if opened else NOTHING)


def _question_place(question_id: UUID) -> Place:
    return Place("questions", question_id, "content")


def _fact_place(fact_id: UUID) -> Place:
    return Place("facts", fact_id, "content")
