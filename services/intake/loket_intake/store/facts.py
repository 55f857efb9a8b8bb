"""What happened to questions."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from loket_intake.store.tables import FactRow
from loket_shared.unit_of_work import UnitOfWork

_INSERT = "INSERT INTO facts (id, question_id, kind, at, due, content) VALUES ($1, $2, $3, $4, $5, $6)"


async def insert_fact(work: UnitOfWork, row: FactRow) -> None:
    """Insert a fact; this is a hot path, so it goes past the object mapper."""
    await work.driver.execute(_INSERT, row.id, row.question_id, row.kind, row.at, row.due, row.content)


async def facts_of(session: AsyncSession, question_ids: Collection[UUID]) -> Mapping[UUID, Sequence[FactRow]]:
    """Return the facts of each question, none for those to which nothing happened yet."""
    found: dict[UUID, list[FactRow]] = {question_id: [] for question_id in question_ids}
    for row in await session.exec(select(FactRow).where(col(FactRow.question_id).in_(question_ids))):
        found[row.question_id].append(row)
    return found


async def forget_contents(session: AsyncSession, question_id: UUID) -> None:
    """Empty what was said about a question; kinds and times stay."""
    await session.exec(update(FactRow).where(col(FactRow.question_id) == question_id).values(content=None))
