"""Questions: handing in, finding by reference, and lists."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg
from sqlalchemy import ColumnElement, and_, or_, tuple_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.domain.access import Belonging, Reach
from loket_intake.store.tables import QuestionRow
from loket_shared.unit_of_work import UnitOfWork

SortKey = tuple[datetime, UUID]
"""What lists are sorted by, newest first."""


# This is the hot path: it goes past the object mapper.
_INSERT = """
    INSERT INTO questions (id, language, submitted_at, first_response_due, submitter, person, institution, address,
                           content, version, reference)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1, draw_reference($10))
    RETURNING reference
"""
_ERASED = "SELECT erased_at IS NOT NULL FROM questions WHERE id = $1"
_LOOK_UP = """
    SELECT id, reference, coalesce(submitter, handed_in_by, '') AS submitter, person, institution,
           CASE WHEN transferred_at IS NOT NULL THEN address END AS address
    FROM questions WHERE erased_at IS NULL AND
"""
_FORMERLY = """
    SELECT id FROM questions WHERE handed_in_by IS NOT NULL AND submitter IS NULL AND id > $1 ORDER BY id LIMIT $2
"""
_TRANSFER = """
    UPDATE questions SET submitter = $3, transferred_at = $4
    WHERE submitter = $1 AND address = $2 AND erased_at IS NULL RETURNING reference
"""


class NewRow(NamedTuple):
    """A question to be inserted, its content sealed."""

    id: UUID
    language: str
    submitted_at: datetime
    first_response_due: datetime
    submitter: str
    person: str | None
    institution: str | None
    address: str | None
    content: bytes


class IndexedQuestion(NamedTuple):
    """A question that exists, with nothing of its content."""

    id: UUID
    reference: str
    belonging: Belonging


async def insert_question(work: UnitOfWork, row: NewRow, year: int) -> str:
    """Insert a question and return its reference, the next one of ``year``."""
    reference: str = await work.driver.fetchval(_INSERT, *row, year)
    return reference


async def is_erased(work: UnitOfWork, question_id: UUID) -> bool | None:
    """Return whether the question was erased; None where it was never handed in."""
    erased: bool | None = await work.driver.fetchval(_ERASED, question_id)
    return erased


async def look_up(work: UnitOfWork, reference: str) -> IndexedQuestion | None:
    """Return what the clear columns tell of the question with this reference, unless it was erased.

    It is enough for the policy, so nothing is opened or locked for who may not see the question.
    """
    return _indexed(await work.driver.fetchrow(f"{_LOOK_UP} reference = $1", reference))


async def look_up_by_id(work: UnitOfWork, question_id: UUID) -> IndexedQuestion | None:
    """Return the same of the question with this id."""
    return _indexed(await work.driver.fetchrow(f"{_LOOK_UP} id = $1", question_id))


async def get_question(session: AsyncSession, question_id: UUID, lock: bool = False) -> QuestionRow | None:
    """Return the question with this id, erased or not; ``lock`` holds it until the end."""
    return await session.get(QuestionRow, question_id, with_for_update=lock or None)


async def list_questions(
    session: AsyncSession, reach: Reach, after: SortKey | None, limit: int
) -> Sequence[QuestionRow]:
    """Return up to ``limit`` questions that a reader with this ``reach`` finds, newest first."""
    newest_first = tuple_(col(QuestionRow.submitted_at), col(QuestionRow.id))
    query = select(QuestionRow).where(_within(reach), col(QuestionRow.erased_at).is_(None))
    if after is not None:
        query = query.where(newest_first < after)
    ordered = query.order_by(col(QuestionRow.submitted_at).desc(), col(QuestionRow.id).desc())
    return (await session.exec(ordered.limit(limit))).all()


async def next_version(session: AsyncSession, question_id: UUID) -> int:
    """Raise the question's version and return it."""
    statement = update(QuestionRow).where(col(QuestionRow.id) == question_id)
    raised = statement.values(version=col(QuestionRow.version) + 1).returning(col(QuestionRow.version))
    connection = await session.connection()
    version: int = (await connection.execute(raised)).scalar_one()
    return version


async def marked_formerly(work: UnitOfWork, after: UUID, most: int) -> Sequence[UUID]:
    """Return questions, those that follow ``after``, whose submitter is marked as an earlier release did."""
    return [row["id"] for row in await work.driver.fetch(_FORMERLY, after, most)]


async def transfer(work: UnitOfWork, former: str, address: str, submitter: str) -> Sequence[str]:
    """Give what ``former`` handed in under ``address`` to ``submitter``, all of them marks; return the references."""
    rows = await work.driver.fetch(_TRANSFER, former, address, submitter, work.clock.now())
    return [row["reference"] for row in rows]


def belonging_of(row: QuestionRow) -> Belonging:
    """Return to whom the question of ``row`` belongs."""
    required = row.address if row.transferred_at else None
    return Belonging(row.submitter or row.handed_in_by or "", row.person, row.institution, required)


def _indexed(found: asyncpg.Record | None) -> IndexedQuestion | None:
    if found is None:
        return None
    question_id, reference, *marks = found
    return IndexedQuestion(question_id, reference, Belonging(*marks))


def _within(reach: Reach) -> ColumnElement[bool]:
    here = or_(col(QuestionRow.transferred_at).is_(None), col(QuestionRow.address) == reach.address)
    own = (
        and_(col(QuestionRow.submitter).in_(reach.own), here),
        col(QuestionRow.handed_in_by).in_(reach.own),
        col(QuestionRow.person).in_(reach.own),
    )
    return or_(*own, col(QuestionRow.institution) == reach.institution) if reach.institution else or_(*own)
