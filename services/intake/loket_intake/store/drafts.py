"""Drafts of questions, their fields sealed under the key of the question that the draft becomes."""

from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, and_, delete, func, update
from sqlmodel import col, select

from loket_intake.domain.draft import LIFETIME, Draft, FormFields
from loket_intake.store.tables import DraftRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.unit_of_work import Place, UnitOfWork

Owner = tuple[str, ...]
"""The pseudonyms of one person; new drafts get the first."""

_FIELDS: TypeAdapter[dict[str, tuple[str, ...]]] = TypeAdapter(dict[str, tuple[str, ...]])


async def insert_draft(work: UnitOfWork, draft_id: UUID, owner: Owner, fields: FormFields) -> Draft:
    """Insert a draft for ``owner``, with the full lifetime."""
    content, now = await _seal(work, draft_id, fields), work.clock.now()
    draft = Draft(draft_id, fields, changed_at=now, expires_at=now + LIFETIME)
    row = DraftRow(id=draft_id, owner=owner[0], changed_at=now, expires_at=draft.expires_at, content=content)
    work.session.add(row)
    return draft


async def load_draft(work: UnitOfWork, draft_id: UUID, owner: Owner) -> Draft | None:
    """Return the owner's draft, locked until the transaction ends; None if there is none or it has expired.

    Raises:
        ErasedError: its keys are destroyed.
    """
    query = select(DraftRow).where(DraftRow.id == draft_id, _is_live(work, owner)).with_for_update()
    row = (await work.session.exec(query)).one_or_none()
    if row is None:
        return None
    content = await work.unseal(row.content, _place(row.id))
    return _draft(row, content)


async def lock_draft(work: UnitOfWork, draft_id: UUID, owner: Owner) -> bool:
    """Lock the owner's draft until the transaction ends; return False if there is none or it has expired."""
    query = select(DraftRow.id).where(DraftRow.id == draft_id, _is_live(work, owner)).with_for_update()
    return (await work.session.exec(query)).one_or_none() is not None


async def update_draft(work: UnitOfWork, draft_id: UUID, fields: FormFields) -> Draft:
    """Replace the fields of a draft and return it, with the full lifetime again.

    Raises:
        ErasedError: its keys are destroyed.
    """
    content, now = await _seal(work, draft_id, fields), work.clock.now()
    draft = Draft(draft_id, fields, changed_at=now, expires_at=now + LIFETIME)
    statement = update(DraftRow).where(col(DraftRow.id) == draft_id)
    await work.session.exec(statement.values(content=content, changed_at=now, expires_at=draft.expires_at))
    return draft


async def list_drafts(work: UnitOfWork, owner: Owner, limit: int) -> list[Draft]:
    """Return up to ``limit`` drafts of the owner, the one changed last first; all keys are asked for at once.

    A draft whose keys are destroyed is left out.
    """
    query = select(DraftRow).where(_is_live(work, owner)).order_by(col(DraftRow.changed_at).desc())
    rows = (await work.session.exec(query.limit(limit))).all()
    contents = await work.sealer.open_many([(row.content, _place(row.id).aad) for row in rows])
    return [_draft(row, each) for row, each in zip(rows, contents, strict=True) if isinstance(each, bytes)]


async def count_drafts(work: UnitOfWork, owner: Owner) -> int:
    """Return the number of the owner's drafts; until the transaction ends nobody else starts one for this owner."""
    await work.session.exec(select(func.pg_advisory_xact_lock(func.hashtextextended(owner[0], 0))))
    return (await work.session.exec(select(func.count()).where(_is_live(work, owner)))).one()


async def delete_draft(work: UnitOfWork, draft_id: UUID) -> None:
    """Delete a draft."""
    await work.session.exec(delete(DraftRow).where(col(DraftRow.id) == draft_id))


async def delete_expired_drafts(work: UnitOfWork) -> None:
    """Delete the drafts whose lifetime is over."""
    await work.session.exec(delete(DraftRow).where(col(DraftRow.expires_at) <= work.clock.now()))


def _is_live(work: UnitOfWork, owner: Owner) -> ColumnElement[bool]:
    return and_(col(DraftRow.owner).in_(owner), col(DraftRow.expires_at) > work.clock.now())


async def _seal(work: UnitOfWork, draft_id: UUID, fields: FormFields) -> bytes:
    return await work.seal(_FIELDS.dump_json(dict(fields)), KeyName(draft_id, Compartment.QUESTION), _place(draft_id))


def _draft(row: DraftRow, content: bytes) -> Draft:
    return Draft(row.id, _FIELDS.validate_json(content), row.changed_at, row.expires_at)


def _place(draft_id: UUID) -> Place:
    return Place("drafts", draft_id, "content")
