"""Loading cases, one or many, and locking one to change it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.facts import Erased, Fact
from loket_backoffice.store.fact_payloads import from_json
from loket_backoffice.store.request_store import load_requests
from loket_backoffice.store.seals import open_all
from loket_backoffice.store.tables import CaseRow, FactRow
from loket_shared.db.unit_of_work import Place, UnitOfWork


@dataclass
class StoredCase:
    """A case with its row."""

    row: CaseRow
    file: CaseFile

    @property
    def id(self) -> UUID:
        """The question's id."""
        return self.row.id

    @property
    def reference(self) -> str:
        """The question's public name."""
        return self.row.reference

    @property
    def erased(self) -> bool:
        """Whether nothing but the tombstone remains."""
        return self.file.last(Erased) is not None


async def expect_case(work: UnitOfWork, question_id: UUID, reference: str) -> StoredCase:
    """Return the case, locked; make its row where this is the first that is heard of it.

    A row made just now is locked by its maker and has no history, so nothing more is read.
    """
    values = {"id": question_id, "reference": reference, "state": CaseState.EXPECTED, "language": "nl"}
    first = insert(CaseRow).values(values).on_conflict_do_nothing(index_elements=["id"]).returning(CaseRow)
    if made := (await work.session.exec(first)).scalar_one_or_none():
        return StoredCase(made, CaseFile())
    query = select(CaseRow).where(CaseRow.id == question_id).with_for_update()
    return (await load(work, [(await work.session.exec(query)).one()]))[0]


async def find_case(work: UnitOfWork, reference: str, *, lock: bool = False) -> StoredCase | None:
    """Return the case of ``reference``, if there is one; locked until the transaction ends where asked."""
    return await _one(work, select(CaseRow).where(CaseRow.reference == reference), lock)


async def find_case_by_id(work: UnitOfWork, case_id: UUID, *, lock: bool = False) -> StoredCase | None:
    """Return the case of a question's id, as ``find_case`` does."""
    return await _one(work, select(CaseRow).where(CaseRow.id == case_id), lock)


async def load(work: UnitOfWork, rows: Sequence[CaseRow]) -> list[StoredCase]:
    """Return the cases of ``rows`` in their order, with all facts and requests."""
    ids = [row.id for row in rows]
    facts = await _facts(work, ids)
    requests = await load_requests(work, ids)
    now = work.clock.now()
    return [StoredCase(row, _file(facts[row.id], requests[row.id], now)) for row in rows]


async def _one(work: UnitOfWork, query: SelectOfScalar[CaseRow], lock: bool) -> StoredCase | None:
    row = (await work.session.exec(query.with_for_update() if lock else query)).one_or_none()
    return (await load(work, [row]))[0] if row else None


async def _facts(work: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, list[Fact | None]]:
    query = select(FactRow).where(col(FactRow.case_id).in_(ids)).order_by(col(FactRow.position))
    rows = (await work.session.exec(query)).all()
    sealed = [(row.payload, Place("case_facts", row.id, "payload")) for row in rows if row.payload]
    payloads = iter(await open_all(work, sealed))
    facts: dict[UUID, list[Fact | None]] = defaultdict(list)
    for row in rows:
        payload = next(payloads) if row.payload else None
        facts[row.case_id].append(from_json(payload) if payload else _without_content(row))
    return facts


def _without_content(row: FactRow) -> Fact | None:
    return Erased(at=row.at) if row.kind == "erased" else None


def _file(facts: list[Fact | None], requests: Sequence[Request], now: datetime) -> CaseFile:
    """Of an erased case the last fact remains; one whose keys are gone counts as erased from now."""
    known = [fact for fact in facts if fact is not None]
    erased = next((fact for fact in known if isinstance(fact, Erased)), None)
    if erased is None and len(known) < len(facts):
        erased = Erased(at=now)
    return CaseFile((erased,)) if erased else CaseFile(tuple(known), tuple(requests))
