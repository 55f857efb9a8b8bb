"""Loads, locks and saves cases: their rows, their facts, and the changes by a new fact."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.deadlines import DeadlineClock
from loket_backoffice.domain.facts import Assigned, CaseFact, Erased
from loket_backoffice.domain.record_fact import CaseChange
from loket_backoffice.store.clocks import DROP_OTHER_CLOCKS, KEPT_CLOCKS, clock_columns
from loket_backoffice.store.facts import content_of_fact, place_of_fact, read_fact
from loket_backoffice.store.requests import content_of_record, in_order, place_of_record, read_record, row_of_request
from loket_backoffice.store.seals import open_all, seal_all
from loket_backoffice.store.tables import CaseColumns, CaseRow, columns
from loket_shared.contracts.topics import Topic
from loket_shared.db.ids import new_id
from loket_shared.inbox.gaps import is_held_up
from loket_shared.unit_of_work import Place, UnitOfWork


@dataclass
class StoredCase:
    """A case with its row."""

    row: CaseColumns | CaseRow
    case: Case

    @property
    def id(self) -> UUID:
        """The question's id."""
        return self.row.id

    @property
    def reference(self) -> str:
        """The question's public reference."""
        return self.row.reference

    @property
    def is_erased(self) -> bool:
        """True if only the tombstone remains."""
        return self.case.has_fact(Erased)


# Handling an event is a hot path, so it bypasses the object mapper.
_CLEAR = "id, reference, state, opened_at, assignee, language, shareable"
# An existing row does not change, but it is locked all the same. ``xmax = 0``: this statement inserted the row.
_LOCK_OR_CREATE = f"""
    INSERT INTO cases AS expected (id, reference, state, language) VALUES ($1, $2, '{CaseState.EXPECTED}', 'nl')
    ON CONFLICT (id) DO UPDATE SET state = expected.state
    RETURNING {_CLEAR}, xmax = 0 AS made
"""  # noqa: S608 - constants
_FIND_CASE = f"SELECT {_CLEAR}, question, asker FROM cases WHERE id = $1"  # noqa: S608 - constants
_HAS_FACT = "SELECT EXISTS (SELECT FROM case_facts WHERE case_id = $1 AND kind = $2)"
# The facts and, without a kind, the requests. It runs after the statement that locks the case: a statement does not see
# what was committed while it waited for a lock.
_HISTORY = """
    SELECT case_id, id, kind, at, payload, position FROM case_facts WHERE case_id = ANY($1)
    UNION ALL SELECT case_id, id, NULL, NULL, record, NULL FROM requests WHERE case_id = ANY($1)
    ORDER BY position
"""


async def lock_or_create_case(work: UnitOfWork, question_id: UUID, reference: str) -> StoredCase:
    """Return the case, locked; create its row at the first event about it.

    For a new row nothing more is read: it has no history. The sealed question and asker are not read.
    """
    *columns, made = await work.driver.fetchrow(_LOCK_OR_CREATE, question_id, reference)
    row = CaseColumns(*columns)
    return StoredCase(row, Case()) if made else (await load_cases(work, [row]))[0]


async def find_case(work: UnitOfWork, case_id: UUID, *, lock: bool = False) -> StoredCase | None:
    """Return the case of a question's id, if there is one; ``lock`` holds it until the transaction ends."""
    found = await work.driver.fetchrow(f"{_FIND_CASE} FOR UPDATE" if lock else _FIND_CASE, case_id)
    return (await load_cases(work, [CaseColumns(*found)]))[0] if found else None


async def has_fact(work: UnitOfWork, case_id: UUID, kind: str) -> bool:
    """Return whether a fact of ``kind`` was ever recorded about the case."""
    return bool(await work.driver.fetchval(_HAS_FACT, case_id, kind))


async def load_cases(work: UnitOfWork, rows: Sequence[CaseColumns | CaseRow]) -> list[StoredCase]:
    """Return the cases of ``rows`` in their order, with all facts and requests."""
    facts: dict[UUID, list[CaseFact | None]] = defaultdict(list)
    requests: dict[UUID, list[ContributionRequest]] = defaultdict(list)
    history = await work.driver.fetch(_HISTORY, [row.id for row in rows])
    sealed = [(row["payload"], _place(row["kind"], row["id"])) for row in history if row["payload"]]
    payloads = iter(await open_all(work, sealed))
    for case_id, _, kind, at, blob, _ in history:
        payload = next(payloads) if blob else None
        if kind:
            facts[case_id].append(read_fact(payload) if payload else _without_content(kind, at))
        elif payload:
            requests[case_id].append(read_record(payload))
    now = work.clock.now()
    return [StoredCase(row, case_of(facts[row.id], requests[row.id], now)) for row in rows]


def _place(kind: str | None, row_id: UUID) -> Place:
    return place_of_fact(row_id) if kind else place_of_record(row_id)


def _without_content(kind: str, at: datetime) -> CaseFact | None:
    return Erased(at=at) if kind == "erased" else None


def case_of(facts: list[CaseFact | None], requests: list[ContributionRequest], now: datetime) -> Case:
    """Return the case of a row; an erased one has only its last fact, and one without keys counts as erased now."""
    known = [fact for fact in facts if fact is not None]
    erased = next((fact for fact in known if isinstance(fact, Erased)), None)
    if erased is None and len(known) < len(facts):
        erased = Erased(at=now)
    return Case((erased,)) if erased else Case(tuple(known), in_order(requests))


# One statement: the clocks, the facts in their order, the new and changed requests, and the row of the case.
_SAVE = f"""
    WITH {KEPT_CLOCKS}, recorded AS (
        INSERT INTO case_facts (id, case_id, kind, at, payload)
        SELECT id, $1, kind, at, payload
        FROM unnest($10::uuid[], $11::text[], $12::timestamptz[], $13::bytea[]) WITH ORDINALITY
            AS fact (id, kind, at, payload, place)
        ORDER BY place
    ), requested AS (
        INSERT INTO requests (id, case_id, department_tag, state, version, requested_at, ended_at, record)
        SELECT id, $1, department_tag, state, version, requested_at, ended_at, record
        FROM unnest($14::uuid[], $15::text[], $16::text[], $17::int[], $18::timestamptz[], $19::timestamptz[],
                    $20::bytea[]) AS request (id, department_tag, state, version, requested_at, ended_at, record)
        ON CONFLICT (id) DO UPDATE
        SET state = excluded.state, version = excluded.version, ended_at = excluded.ended_at, record = excluded.record
    ), saved AS (
        UPDATE cases
        SET state = $21, opened_at = $22, assignee = $23, language = $24, shareable = $25,
            question = coalesce($26, question), asker = coalesce($27, asker)
        WHERE id = $1
    )
    {DROP_OTHER_CLOCKS}
"""  # noqa: S608 - constants


async def save_change(
    work: UnitOfWork, stored: StoredCase, change: CaseChange, clocks: Sequence[DeadlineClock]
) -> None:
    """Store the facts and requests of the change, its ``clocks`` and the row of the case."""
    stored.case, row = change.case, stored.row
    row.state, row.shareable = state_of(stored.case), stored.case.consent
    for fact in change.facts:
        if isinstance(fact, Assigned):
            row.assignee = fact.assignee
    facts = [(new_id(), fact) for fact in change.facts]
    requests = (*change.asked, *change.changed)
    contents = [content_of_fact(stored.id, row_id, fact) for row_id, fact in facts]
    contents += [content_of_record(stored.id, request) for request in requests]
    sealed = iter(await seal_all(work, contents))
    await work.driver.execute(
        _SAVE,
        stored.id,
        *await clock_columns(work, stored.id, clocks),
        *columns([(row_id, fact.kind, fact.at, next(sealed)) for row_id, fact in facts], 4),
        *columns([row_of_request(work, request, next(sealed)) for request in requests], 7),
        *(row.state, row.opened_at, row.assignee, row.language, row.shareable, row.question, row.asker),
    )


_CONSUMER = "loket.backoffice"
_TOPICS = (Topic.QUESTIONS, Topic.ROUTING, Topic.NOTIFICATIONS)
"""The topics whose events may have the question's id as their key."""


async def is_case_held_up(work: UnitOfWork, case_id: UUID) -> bool:
    """Return whether events about the case wait, because an earlier one could not be handled or is missing."""
    return await is_held_up(work.session, _CONSUMER, _TOPICS, str(case_id))
