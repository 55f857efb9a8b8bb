"""Between draft rows, whose content is sealed, and the domain's drafts."""

from collections.abc import Sequence
from uuid import UUID

from pydantic import TypeAdapter

from loket_intake.domain.draft import LIFETIME, Draft, Typed
from loket_intake.store.tables import DraftRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.unit_of_work import Place, UnitOfWork

_TYPED: TypeAdapter[dict[str, tuple[str, ...]]] = TypeAdapter(dict[str, tuple[str, ...]])


async def new_draft(work: UnitOfWork, draft_id: UUID, owner: str, typed: Typed) -> Draft:
    """Keep a first draft for ``owner``."""
    now = work.clock.now()
    row = DraftRow(id=draft_id, owner=owner, changed_at=now, expires_at=now + LIFETIME, content=b"")
    work.session.add(row)
    return await rewrite_draft(work, row, typed)


async def rewrite_draft(work: UnitOfWork, row: DraftRow, typed: Typed) -> Draft:
    """Put ``typed`` in the place of what the draft held; its time begins anew."""
    now = work.clock.now()
    content = _TYPED.dump_json(dict(typed))
    row.content = await work.seal(content, KeyName(row.id, Compartment.QUESTION), _place(row.id))
    row.changed_at, row.expires_at = now, now + LIFETIME
    return Draft(row.id, typed, row.changed_at, row.expires_at)


async def open_draft(work: UnitOfWork, row: DraftRow) -> Draft:
    """Return the draft of ``row``."""
    content = await work.unseal(row.content, _place(row.id))
    return Draft(row.id, _TYPED.validate_json(content), row.changed_at, row.expires_at)


async def open_drafts(work: UnitOfWork, rows: Sequence[DraftRow]) -> list[Draft]:
    """Return the drafts of ``rows``, without those whose keys are destroyed; all keys are asked for at once."""
    contents = await work.sealer.open_many([(row.content, _place(row.id).aad) for row in rows])
    return [
        Draft(row.id, _TYPED.validate_json(content), row.changed_at, row.expires_at)
        for row, content in zip(rows, contents, strict=True)
        if isinstance(content, bytes)
    ]


def _place(draft_id: UUID) -> Place:
    return Place("drafts", draft_id, "content")
