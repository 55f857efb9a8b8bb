"""Questions: handing in, finding by reference, and lists."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, or_, tuple_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.domain.access import Reach
from loket_intake.store.tables import QuestionRow
from loket_shared.db.unit_of_work import UnitOfWork

SortKey = tuple[datetime, UUID]
"""What lists are sorted by, newest first."""


# This is the hot path: it goes past the object mapper.
_INSERT = """
    INSERT INTO questions (id, language, submitted_at, first_response_due, handed_in_by, person, institution, content,
                           version, reference)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, draw_reference($9))
    RETURNING reference
"""
_ERASED = "SELECT erased_at IS NOT NULL FROM questions WHERE id = $1"


class NewRow(NamedTuple):
    """A question to be inserted, its content sealed."""

    id: UUID
    language: str
    submitted_at: datetime
    first_response_due: datetime
    handed_in_by: str | None
    person: str | None
    institution: str | None
    content: bytes


async def insert_question(work: UnitOfWork, row: NewRow, year: int) -> str:
    """Insert a question and return its reference, the next one of ``year``."""
    reference: str = await work.driver.fetchval(_INSERT, *row, year)
    return reference


async def is_erased(work: UnitOfWork, question_id: UUID) -> bool | None:
    """Return whether the question was erased; None where it was never handed in."""
    erased: bool | None = await work.driver.fetchval(_ERASED, question_id)
    return erased


async def find_question(session: AsyncSession, reference: str, lock: bool = False) -> QuestionRow | None:
    """Return the question with this reference unless it was erased; ``lock`` holds it until the end."""
    query = select(QuestionRow).where(QuestionRow.reference == reference, col(QuestionRow.erased_at).is_(None))
    return (await session.exec(query.with_for_update() if lock else query)).one_or_none()


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


def _within(reach: Reach) -> ColumnElement[bool]:
    own = (col(QuestionRow.handed_in_by).in_(reach.own), col(QuestionRow.person).in_(reach.own))
    return or_(*own, col(QuestionRow.institution) == reach.institution) if reach.institution else or_(*own)
