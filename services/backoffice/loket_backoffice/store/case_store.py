"""Loading cases, one or many, and locking one to change it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import Request
from loket_backoffice.domain.facts import Erased, Fact
from loket_backoffice.store.fact_payloads import from_json
from loket_backoffice.store.request_store import load_requests
from loket_backoffice.store.seals import open_all
from loket_backoffice.store.tables import CaseRow
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


# What handles an event is a hot path: it goes past the object mapper.
_COLUMNS = "id, reference, state, opened_at, assignee, language, shareable, question, asker"
# Where the row is there already nothing changes in it, and it is locked all the same. A row version
# that no transaction ended before was inserted by this statement.
_EXPECT = f"""
    INSERT INTO cases AS expected (id, reference, state, language) VALUES ($1, $2, '{CaseState.EXPECTED}', 'nl')
    ON CONFLICT (id) DO UPDATE SET state = expected.state
    RETURNING {_COLUMNS}, xmax = 0 AS made
"""  # noqa: S608 - constants
_SAVE = """
    UPDATE cases
    SET state = $2, opened_at = $3, assignee = $4, language = $5, shareable = $6, question = $7, asker = $8
    WHERE id = $1
"""
_FIND = f"SELECT {_COLUMNS} FROM cases WHERE id = $1"  # noqa: S608 - constants
_FACTS = "SELECT id, case_id, kind, at, payload FROM case_facts WHERE case_id = ANY($1) ORDER BY position"
_HAS = "SELECT EXISTS (SELECT FROM case_facts WHERE case_id = $1 AND kind = $2)"


async def expect_case(work: UnitOfWork, question_id: UUID, reference: str) -> StoredCase:
    """Return the case, locked; make its row where this is the first that is heard of it.

    A row made just now has no history, so nothing more is read.
    """
    found = dict(await work.driver.fetchrow(_EXPECT, question_id, reference))
    made, row = found.pop("made"), CaseRow(**found)
    return StoredCase(row, CaseFile()) if made else (await load(work, [row]))[0]


async def save_case(work: UnitOfWork, row: CaseRow) -> None:
    """Write down the row of a locked case."""
    about = (row.state, row.opened_at, row.assignee, row.language, row.shareable, row.question, row.asker)
    await work.driver.execute(_SAVE, row.id, *about)


async def find_case(work: UnitOfWork, case_id: UUID, *, lock: bool = False) -> StoredCase | None:
    """Return the case of a question's id, if there is one; locked until the transaction ends where asked."""
    found = await work.driver.fetchrow(f"{_FIND} FOR UPDATE" if lock else _FIND, case_id)
    return (await load(work, [CaseRow(**found)]))[0] if found else None


async def has_fact(work: UnitOfWork, case_id: UUID, kind: str) -> bool:
    """Return whether a fact of ``kind`` was ever recorded about the case."""
    return bool(await work.driver.fetchval(_HAS, case_id, kind))


async def load(work: UnitOfWork, rows: Sequence[CaseRow]) -> list[StoredCase]:
    """Return the cases of ``rows`` in their order, with all facts and requests."""
    ids = [row.id for row in rows]
    facts = await _facts(work, ids)
    requests = await load_requests(work, ids)
    now = work.clock.now()
    return [StoredCase(row, _file(facts[row.id], requests[row.id], now)) for row in rows]


async def _facts(work: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, list[Fact | None]]:
    rows = await work.driver.fetch(_FACTS, ids)
    sealed = [(row["payload"], Place("case_facts", row["id"], "payload")) for row in rows if row["payload"]]
    payloads = iter(await open_all(work, sealed))
    facts: dict[UUID, list[Fact | None]] = defaultdict(list)
    for row in rows:
        payload = next(payloads) if row["payload"] else None
        facts[row["case_id"]].append(from_json(payload) if payload else _without_content(row["kind"], row["at"]))
    return facts


def _without_content(kind: str, at: datetime) -> Fact | None:
    return Erased(at=at) if kind == "erased" else None


def _file(facts: list[Fact | None], requests: Sequence[Request], now: datetime) -> CaseFile:
    """Of an erased case the last fact remains; one whose keys are gone counts as erased from now."""
    known = [fact for fact in facts if fact is not None]
    erased = next((fact for fact in known if isinstance(fact, Erased)), None)
    if erased is None and len(known) < len(facts):
        erased = Erased(at=now)
    return CaseFile((erased,)) if erased else CaseFile(tuple(known), tuple(requests))
