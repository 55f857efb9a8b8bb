"""Questions: handing in, finding by reference, and lists."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, bindparam, func, insert, or_, tuple_, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.domain.access import Reach
from loket_intake.store.tables import QuestionRow

SortKey = tuple[datetime, UUID]
"""What lists are sorted by, newest first."""


# This is the hot path: the row goes past the object mapper, and the statement is put together once.
_INSERT = (
    insert(QuestionRow)
    .values(reference=func.draw_reference(bindparam("year", type_=Integer)))
    .returning(col(QuestionRow.reference))
)


async def insert_question(session: AsyncSession, year: int, **values: Any) -> str:
    """Insert a question and return its reference, the next one of ``year``."""
    connection = await session.connection()
    reference: str = (await connection.execute(_INSERT, {"year": year, **values})).scalar_one()
    return reference


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
