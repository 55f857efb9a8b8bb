"""The histories of routes, one entry for each decision."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from pydantic import RootModel
from sqlmodel import col, delete, select

from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.history import History, HistoryEntry, RulesDecision, route_status
from loket_routing.domain.decide.question import Question
from loket_routing.store.evidence import evidence_place
from loket_routing.store.questions import question_place, tags_for
from loket_routing.store.tables import DecisionRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.db.ids import new_id
from loket_shared.unit_of_work import Place, UnitOfWork


class _Stored(RootModel[HistoryEntry]):
    """An entry of either kind."""


_STORE = """
    WITH asked AS (
        UPDATE questions SET content = $2, asked_at = $3, participants = $4 WHERE question_id = $1
    ), read AS (
        INSERT INTO evidence (question_id, question_version, sealed)
        SELECT $1::uuid, $5::integer, $6::bytea WHERE $6::bytea IS NOT NULL
    )
    INSERT INTO decisions (id, question_id, entry) VALUES ($7, $1, $8)
"""
_INSERT = "INSERT INTO decisions (id, question_id, entry) VALUES ($1, $2, $3)"
_HISTORY = "SELECT id, entry FROM decisions WHERE question_id = $1 ORDER BY position"
_INDEX = "UPDATE questions SET participants = $2 WHERE question_id = $1"
_NOT_INDEXED = """
    SELECT question_id FROM questions
    WHERE participants = '{}' AND erased_at IS NULL AND question_id > $1
      AND EXISTS (SELECT FROM decisions WHERE decisions.question_id = questions.question_id)
    ORDER BY question_id
    LIMIT $2
"""


class DecidedVersion(NamedTuple):
    """A version of a question with its decision; ``evidence``: None if its texts were not read."""

    question_id: UUID
    asked_at: datetime
    question: Question
    evidence: Evidence | None
    entry: RulesDecision


async def store_decided(work: UnitOfWork, decided: DecidedVersion, history: History) -> None:
    """Store, sealed, what is kept of a locked question, its evidence and its decision, which follows ``history``.

    One statement does it all, because every question takes this way.
    """
    question_id, asked_at, question, evidence, entry = decided
    name, version, row_id = KeyName(question_id, Compartment.QUESTION), entry.question_version, new_id()
    content = await work.seal_model(question, name, question_place(question_id))
    read = evidence and await work.seal_model(evidence, name, evidence_place(question_id, version))
    sealed = await _seal(work, row_id, question_id, entry)
    tags = _tags(work, question_id, (*history, entry))
    await work.driver.execute(_STORE, question_id, content, asked_at, tags, version, read, row_id, sealed)


async def append_entry(work: UnitOfWork, question_id: UUID, entry: HistoryEntry) -> None:
    """Add ``entry`` to the history of a locked question, sealed for readers of participation."""
    row_id = new_id()
    await work.driver.execute(_INSERT, row_id, question_id, await _seal(work, row_id, question_id, entry))
    await index_participants(work, question_id)


async def _seal(work: UnitOfWork, row_id: UUID, question_id: UUID, entry: HistoryEntry) -> bytes:
    return await work.seal_model(_Stored(entry), KeyName(question_id, Compartment.PARTICIPATION), _place(row_id))


async def index_participants(work: UnitOfWork, question_id: UUID) -> None:
    """Store the tags of a locked question's participants: the policy uses them before anything is opened."""
    if tags := _tags(work, question_id, await history_of(work, question_id)):
        await work.driver.execute(_INDEX, question_id, tags)


def _tags(work: UnitOfWork, question_id: UUID, history: History) -> list[str]:
    """Return the tags after ``history``; none while the rules have not decided."""
    status = route_status(history)
    return tags_for(work, question_id, status.participants) if status else []


async def list_unindexed(work: UnitOfWork, after: UUID, most: int) -> Sequence[UUID]:
    """Return at most ``most`` questions after ``after`` that have a history and no tags of participants."""
    return [row["question_id"] for row in await work.driver.fetch(_NOT_INDEXED, after, most)]


async def history_of(work: UnitOfWork, question_id: UUID) -> History:
    """Return the question's history, oldest entry first.

    Raises:
        ErasedError: the question's keys are destroyed.
    """
    rows = await work.driver.fetch(_HISTORY, question_id)
    return tuple([(await work.unseal_model(_Stored, row["entry"], _place(row["id"]))).root for row in rows])


async def histories_of(work: UnitOfWork, question_ids: Sequence[UUID]) -> tuple[History, ...]:
    """Return the histories of several questions with one call to the vault; an erased one has none."""
    of_questions = select(DecisionRow).where(col(DecisionRow.question_id).in_(question_ids))
    rows = (await work.session.exec(of_questions.order_by(col(DecisionRow.position)))).all()
    opened = await work.sealer.open_many([(row.entry, _place(row.id).aad) for row in rows])
    entries: dict[UUID, list[HistoryEntry]] = {}
    for row, value in zip(rows, opened, strict=True):
        if isinstance(value, bytes):
            entries.setdefault(row.question_id, []).append(_Stored.model_validate_json(value).root)
    return tuple(map(tuple, entries.values()))


async def forget_history(work: UnitOfWork, question_id: UUID) -> None:
    """Remove every entry of the question, and the tags of its participants."""
    await work.session.exec(delete(DecisionRow).where(col(DecisionRow.question_id) == question_id))
    await work.driver.execute(_INDEX, question_id, [])


def _place(row_id: UUID) -> Place:
    return Place("decisions", row_id, "entry")
