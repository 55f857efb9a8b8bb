"""Every question that was ever asked, a page at a time, with what its newest version told."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.question import Question
from loket_routing.store.evidence import evidence_place
from loket_routing.store.questions import question_place
from loket_shared.failures import WrongSealError
from loket_shared.sealing.keys import KeyState
from loket_shared.unit_of_work import Place, UnitOfWork

_PAGE = """
    SELECT question_id FROM questions WHERE asked_at IS NOT NULL AND question_id > $1 ORDER BY question_id LIMIT $2
"""
_TOLD = """
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


class Asked(NamedTuple):
    """A past question and what its newest version told; ``evidence`` is None where that was not kept."""

    question_id: UUID
    asked_at: datetime
    erased: bool
    evidence: Evidence | None = None


async def page_of_ids(work: UnitOfWork, after: UUID | None, most: int) -> list[UUID]:
    """Return the ids of at most so many questions, those that follow ``after``."""
    return [row["question_id"] for row in await work.driver.fetch(_PAGE, after or _FIRST, most)]


async def told_by(work: UnitOfWork, question_ids: Sequence[UUID]) -> list[Asked]:
    """Return what is known of these questions; one whose keys are destroyed counts as erased."""
    rows = await work.driver.fetch(_TOLD, question_ids)
    kept = {row["question_id"]: row for row in rows if row["sealed"] is not None}
    sealed = [(row["sealed"], evidence_place(key, row["question_version"])) for key, row in kept.items()]
    opened = dict(zip(kept, await _open_each(work, sealed), strict=True))
    return [_asked(row["question_id"], row["asked_at"], row["erased"], opened.get(row["question_id"])) for row in rows]


async def texts_of(work: UnitOfWork, question_ids: Sequence[UUID]) -> Mapping[UUID, Question]:
    """Return these questions with their texts, as far as they can be read."""
    rows = await work.driver.fetch(_TEXTS, question_ids)
    places = [(row["content"], question_place(row["question_id"])) for row in rows]
    opened = zip(rows, await _open_each(work, places), strict=True)
    return {
        row["question_id"]: Question.model_validate_json(content)
        for row, content in opened
        if isinstance(content, bytes)
    }


def _asked(question_id: UUID, asked_at: datetime, erased: bool, opened: bytes | KeyState | None) -> Asked:
    evidence = Evidence.model_validate_json(opened) if isinstance(opened, bytes) else None
    return Asked(question_id, asked_at, erased or opened is KeyState.DESTROYED, evidence)


async def _open_each(work: UnitOfWork, sealed: Sequence[tuple[bytes, Place]]) -> list[bytes | KeyState | None]:
    """Open values; None for one that is broken, which keeps none of the others closed."""
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
