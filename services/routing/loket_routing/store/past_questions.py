"""Reads past questions in batches, with their evidence or their texts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.question import Question
from loket_routing.store.evidence import evidence_place
from loket_routing.store.questions import question_place
from loket_shared.failures import WrongSealError
from loket_shared.sealing.keys import KeyState
from loket_shared.unit_of_work import Place, UnitOfWork

_PAGE = """
    SELECT question_id FROM questions WHERE asked_at IS NOT NULL AND question_id > $1 ORDER BY question_id LIMIT $2
"""
_NEWEST_OF_EACH = """
    SELECT question.question_id, question.asked_at, question.erased_at IS NOT NULL AS erased,
           newest.question_version, newest.sealed
    FROM questions AS question
    LEFT JOIN LATERAL (
        SELECT question_version, sealed FROM evidence
        WHERE evidence.question_id = question.question_id ORDER BY question_version DESC LIMIT 1
    ) AS newest ON true
    WHERE question.question_id = ANY($1)
"""
_TEXTS = "SELECT question_id, content FROM questions WHERE question_id = ANY($1) AND content IS NOT NULL"
_FIRST = UUID(int=0)


class StoredPastQuestion(NamedTuple):
    """A past question; ``evidence`` is that of its newest version, None if it was not stored."""

    question_id: UUID
    asked_at: datetime
    erased: bool
    evidence: Evidence | None = None


async def list_question_ids(work: UnitOfWork, after: UUID | None, most: int) -> list[UUID]:
    """Return at most ``most`` ids of questions, in order, those after ``after``."""
    return [row["question_id"] for row in await work.driver.fetch(_PAGE, after or _FIRST, most)]


async def load_past_questions(work: UnitOfWork, question_ids: Sequence[UUID]) -> list[StoredPastQuestion]:
    """Return these questions; one whose keys are destroyed counts as erased."""
    rows = await work.driver.fetch(_NEWEST_OF_EACH, question_ids)
    kept = {row["question_id"]: row for row in rows if row["sealed"] is not None}
    sealed = [(row["sealed"], evidence_place(key, row["question_version"])) for key, row in kept.items()]
    opened = dict(zip(kept, await _open_each(work, sealed), strict=True))
    return [
        _past_question(row["question_id"], row["asked_at"], row["erased"], opened.get(row["question_id"]))
        for row in rows
    ]


async def load_questions_with_texts(work: UnitOfWork, question_ids: Sequence[UUID]) -> Mapping[UUID, Question]:
    """Return these questions with their texts; those that can't be read are left out."""
    rows = await work.driver.fetch(_TEXTS, question_ids)
    places = [(row["content"], question_place(row["question_id"])) for row in rows]
    opened = zip(rows, await _open_each(work, places), strict=True)
    return {
        row["question_id"]: Question.model_validate_json(content)
        for row, content in opened
        if isinstance(content, bytes)
    }


def _past_question(
    question_id: UUID, asked_at: datetime, erased: bool, opened: bytes | KeyState | None
) -> StoredPastQuestion:
    evidence = Evidence.model_validate_json(opened) if isinstance(opened, bytes) else None
    return StoredPastQuestion(question_id, asked_at, erased or opened is KeyState.DESTROYED, evidence)


async def _open_each(work: UnitOfWork, sealed: Sequence[tuple[bytes, Place]]) -> list[bytes | KeyState | None]:
    """Open values; None for an unreadable one, so that it does not stop the others."""
    blobs = [(blob, place.aad) for blob, place in sealed]
    try:
        return list(await work.sealer.open_many(blobs))
    except WrongSealError:
        return [await _open_one(work, blob) for blob in blobs]


async def _open_one(work: UnitOfWork, blob: tuple[bytes, bytes]) -> bytes | KeyState | None:
    try:
        (opened,) = await work.sealer.open_many([blob])
    except WrongSealError:
        return None
    return opened
