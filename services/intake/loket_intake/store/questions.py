"""Questions: insert, find, list, load, transfer and erase; their content is sealed."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import ColumnElement, and_, or_, tuple_
from sqlmodel import col, select

from loket_intake.domain.access import Ownership, ReaderScope
from loket_intake.domain.question import Question
from loket_intake.store.facts import erase_facts, fact_of, fact_place, facts_of
from loket_intake.store.tables import QuestionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.shared_parts import QuestionContent
from loket_shared.contracts.texts import Language
from loket_shared.failures import ErasedError
from loket_shared.unit_of_work import Place, UnitOfWork

SortKey = tuple[datetime, UUID]
"""The moment of submission and the id: lists are sorted by them, newest first."""

# Submitting is the hot path, so it bypasses the object mapper.
_INSERT = """
    INSERT INTO questions (id, reference, language, submitted_at, first_response_due, submitter, person, institution,
                           address, content, version)
    SELECT *, 1
    FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::text[], $7::text[],
                $8::text[], $9::text[], $10::bytea[])
"""
_DRAW = "SELECT draw_reference($1) FROM generate_series(1, $2)"
_IS_ERASED = "SELECT erased_at IS NOT NULL FROM questions WHERE id = $1"
_FIND = """
    SELECT id, reference, coalesce(submitter, handed_in_by, '') AS submitter, person, institution,
           CASE WHEN transferred_at IS NOT NULL THEN address END AS address
    FROM questions WHERE erased_at IS NULL AND
"""
_NEXT_VERSION = "UPDATE questions SET version = version + 1 WHERE id = $1 RETURNING version"
_TRANSFER = """
    UPDATE questions SET submitter = $3, transferred_at = $4
    WHERE submitter = $1 AND address = $2 AND erased_at IS NULL RETURNING reference
"""
_ERASE = """
    UPDATE questions SET erased_at = $2, submitter = NULL, handed_in_by = NULL, address = NULL, person = NULL,
                         institution = NULL, content = NULL
    WHERE id = $1 RETURNING reference
"""


class NewQuestion(NamedTuple):
    """A question to be inserted; ``address`` is the pseudonym of the submitter's verified mail address."""

    id: UUID
    reference: str
    language: Language
    submitted_at: datetime
    first_response_due: datetime
    ownership: Ownership
    address: str | None
    content: QuestionContent


class IndexedQuestion(NamedTuple):
    """A question that exists, without its content."""

    id: UUID
    reference: str
    ownership: Ownership


class OwnedQuestion(NamedTuple):
    """A question with its ownership."""

    question: Question
    ownership: Ownership


async def draw_references(work: UnitOfWork, year: int, number: int) -> list[str]:
    """Return the next ``number`` references of the year."""
    return [row[0] for row in await work.driver.fetch(_DRAW, year, number)] if number else []


async def insert_questions(work: UnitOfWork, questions: Sequence[NewQuestion]) -> None:
    """Insert questions.

    Raises:
        ErasedError: the keys of a question are destroyed.
    """
    if not questions:
        return
    rows = [
        (
            *(new.id, new.reference, new.language, new.submitted_at, new.first_response_due),
            *(new.ownership.submitter, new.ownership.person, new.ownership.institution, new.address),
            await work.seal_model(new.content, KeyName(new.id, Compartment.QUESTION), _place(new.id)),
        )
        for new in questions
    ]
    await work.driver.execute(_INSERT, *map(list, zip(*rows, strict=True)))


async def is_erased(work: UnitOfWork, question_id: UUID) -> bool | None:
    """Return whether the question was erased; None if it was never submitted."""
    erased: bool | None = await work.driver.fetchval(_IS_ERASED, question_id)
    return erased


async def find_by_reference(work: UnitOfWork, reference: str) -> IndexedQuestion | None:
    """Return the question from its clear columns, unless it was erased.

    The policy needs no more, so nothing is opened or locked for a reader who may not see the question.
    """
    return _indexed(await work.driver.fetchrow(f"{_FIND} reference = $1", reference))


async def find_by_id(work: UnitOfWork, question_id: UUID) -> IndexedQuestion | None:
    """Return the question from its clear columns, unless it was erased."""
    return _indexed(await work.driver.fetchrow(f"{_FIND} id = $1", question_id))


async def load_question(work: UnitOfWork, question_id: UUID, *, lock: bool = False) -> Question | None:
    """Return the question with this id; ``lock`` holds its row until the transaction ends.

    Raises:
        ErasedError: the question was erased, or its keys are destroyed.
    """
    row = await work.session.get(QuestionRow, question_id, with_for_update=lock or None)
    if row is None:
        return None
    opened = await _open(work, [row])
    if not opened:
        raise ErasedError
    return opened[0].question


async def list_questions(
    work: UnitOfWork, scope: ReaderScope, after: SortKey | None, limit: int
) -> tuple[list[OwnedQuestion], SortKey | None]:
    """Return up to ``limit`` questions in ``scope``, newest first, and the last one's sort key if more follow.

    A question whose keys are destroyed is left out.
    """
    newest_first = tuple_(col(QuestionRow.submitted_at), col(QuestionRow.id))
    query = select(QuestionRow).where(_is_in(scope), col(QuestionRow.erased_at).is_(None))
    if after is not None:
        query = query.where(newest_first < after)
    ordered = query.order_by(col(QuestionRow.submitted_at).desc(), col(QuestionRow.id).desc())
    rows = (await work.session.exec(ordered.limit(limit + 1))).all()
    shown = rows[:limit]
    last = (shown[-1].submitted_at, shown[-1].id) if len(rows) > limit else None
    return await _open(work, shown), last


async def next_version(work: UnitOfWork, question_id: UUID) -> int:
    """Raise the question's version and return it."""
    version: int = await work.driver.fetchval(_NEXT_VERSION, question_id)
    return version


async def transfer(work: UnitOfWork, former: str, address: str, submitter: str) -> Sequence[str]:
    """Give the questions of ``former`` with ``address`` to ``submitter``, all pseudonyms; return the references."""
    rows = await work.driver.fetch(_TRANSFER, former, address, submitter, work.clock.now())
    return [row["reference"] for row in rows]


async def erase_question(work: UnitOfWork, question_id: UUID, erased_at: datetime) -> str | None:
    """Leave only a tombstone of the question and return its reference; None if it was never submitted."""
    reference: str | None = await work.driver.fetchval(_ERASE, question_id, erased_at)
    await erase_facts(work, question_id)
    return reference


def _indexed(found: asyncpg.Record | None) -> IndexedQuestion | None:
    if found is None:
        return None
    question_id, reference, *pseudonyms = found
    return IndexedQuestion(question_id, reference, Ownership(*pseudonyms))


def _is_in(scope: ReaderScope) -> ColumnElement[bool]:
    has_address = or_(col(QuestionRow.transferred_at).is_(None), col(QuestionRow.address) == scope.address)
    own = (
        and_(col(QuestionRow.submitter).in_(scope.own), has_address),
        col(QuestionRow.handed_in_by).in_(scope.own),
        col(QuestionRow.person).in_(scope.own),
    )
    return or_(*own, col(QuestionRow.institution) == scope.institution) if scope.institution else or_(*own)


async def _open(work: UnitOfWork, rows: Sequence[QuestionRow]) -> list[OwnedQuestion]:
    """Return the questions of ``rows`` whose keys are not destroyed; all keys are asked for at once."""
    facts = await facts_of(work, [row.id for row in rows])
    sealed = {_place(row.id): row.content for row in rows if row.content is not None}
    for row in rows:
        sealed |= {fact_place(fact.id): fact.content for fact in facts[row.id] if fact.content is not None}
    values = await work.sealer.open_many([(box, place.aad) for place, box in sealed.items()])
    opened = {place: value for place, value in zip(sealed, values, strict=True) if isinstance(value, bytes)}
    now = work.clock.now()
    return [
        OwnedQuestion(
            Question(
                id=row.id,
                reference=row.reference,
                language="en" if row.language == "en" else "nl",
                submitted_at=row.submitted_at,
                first_response_due=row.first_response_due,
                content=QuestionContent.model_validate_json(opened[_place(row.id)]),
                seen_at=now,
                facts=tuple(fact_of(fact, opened.get(fact_place(fact.id))) for fact in facts[row.id]),
            ),
            _ownership(row),
        )
        for row in rows
        if _place(row.id) in opened
    ]


def _ownership(row: QuestionRow) -> Ownership:
    address = row.address if row.transferred_at else None
    return Ownership(row.submitter or row.handed_in_by or "", row.person, row.institution, address)


def _place(question_id: UUID) -> Place:
    return Place("questions", question_id, "content")
