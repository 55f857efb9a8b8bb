"""Loads, locks and saves cases: their rows, their facts, and the changes by a new fact."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Annotated
from uuid import UUID

from pydantic import Field, TypeAdapter

from loket_backoffice.domain import facts
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.case_states import CaseState, state_of
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.deadlines import DeadlineClock
from loket_backoffice.domain.facts import Assigned, CaseFact, Erased
from loket_backoffice.domain.record_fact import CaseChange
from loket_backoffice.store.clocks import refresh_clocks
from loket_backoffice.store.requests import add_requests, load_requests, save_requests
from loket_backoffice.store.seals import Content, case_key, open_all, seal_all
from loket_backoffice.store.tables import CaseRow
from loket_shared.contracts.compartments import Compartment
from loket_shared.contracts.topics import Topic
from loket_shared.db.ids import new_id
from loket_shared.inbox.gaps import is_held_up
from loket_shared.unit_of_work import Place, UnitOfWork

AnyFact = Annotated[
    facts.Submitted
    | facts.Supplemented
    | facts.Withdrawn
    | facts.RouteDecided
    | facts.LeftUnrouted
    | facts.RouteConfirmed
    | facts.Rerouted
    | facts.CoordinationStarted
    | facts.Assigned
    | facts.InformationRequested
    | facts.MessageFailed
    | facts.MessageArrived
    | facts.ToldByTelephone
    | facts.AnswerSubmitted
    | facts.AnswerReturned
    | facts.Answered
    | facts.Closed
    | facts.Reopened
    | facts.FeedbackGiven
    | facts.Erased,
    Field(discriminator="kind"),
]

_FACT: TypeAdapter[facts.CaseFact] = TypeAdapter(AnyFact)
_COMPARTMENTS: Mapping[str, Compartment] = MappingProxyType(
    dict.fromkeys(["route-decided", "route-confirmed", "rerouted", "assigned"], Compartment.PARTICIPATION)
    | dict.fromkeys(["answered", "answer-returned"], Compartment.ANSWER)
)


def _compartment_of(fact: facts.CaseFact) -> Compartment:
    """Return the compartment whose key seals ``fact``."""
    return _COMPARTMENTS.get(fact.kind, Compartment.QUESTION)


@dataclass
class StoredCase:
    """A case with its row."""

    row: CaseRow
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
        return self.case.last_fact(Erased) is not None


# Handling an event is a hot path, so it bypasses the object mapper.
_COLUMNS = "id, reference, state, opened_at, assignee, language, shareable, question, asker"
# An existing row does not change, but it is locked all the same. ``xmax = 0``: this statement inserted the row.
_LOCK_OR_CREATE = f"""
    INSERT INTO cases AS expected (id, reference, state, language) VALUES ($1, $2, '{CaseState.EXPECTED}', 'nl')
    ON CONFLICT (id) DO UPDATE SET state = expected.state
    RETURNING {_COLUMNS}, xmax = 0 AS made
"""  # noqa: S608 - constants
_SAVE_CASE = """
    UPDATE cases
    SET state = $2, opened_at = $3, assignee = $4, language = $5, shareable = $6, question = $7, asker = $8
    WHERE id = $1
"""
_FIND_CASE = f"SELECT {_COLUMNS} FROM cases WHERE id = $1"  # noqa: S608 - constants
_LOAD_FACTS = "SELECT id, case_id, kind, at, payload FROM case_facts WHERE case_id = ANY($1) ORDER BY position"
_HAS_FACT = "SELECT EXISTS (SELECT FROM case_facts WHERE case_id = $1 AND kind = $2)"


async def lock_or_create_case(work: UnitOfWork, question_id: UUID, reference: str) -> StoredCase:
    """Return the case, locked; create its row at the first event about it.

    For a new row nothing more is read: it has no history.
    """
    found = dict(await work.driver.fetchrow(_LOCK_OR_CREATE, question_id, reference))
    made, row = found.pop("made"), CaseRow(**found)
    return StoredCase(row, Case()) if made else (await load_cases(work, [row]))[0]


async def _save_case(work: UnitOfWork, row: CaseRow) -> None:
    """Save the row of a locked case."""
    about = (row.state, row.opened_at, row.assignee, row.language, row.shareable, row.question, row.asker)
    await work.driver.execute(_SAVE_CASE, row.id, *about)


async def find_case(work: UnitOfWork, case_id: UUID, *, lock: bool = False) -> StoredCase | None:
    """Return the case of a question's id, if there is one; ``lock`` holds it until the transaction ends."""
    found = await work.driver.fetchrow(f"{_FIND_CASE} FOR UPDATE" if lock else _FIND_CASE, case_id)
    return (await load_cases(work, [CaseRow(**found)]))[0] if found else None


async def has_fact(work: UnitOfWork, case_id: UUID, kind: str) -> bool:
    """Return whether a fact of ``kind`` was ever recorded about the case."""
    return bool(await work.driver.fetchval(_HAS_FACT, case_id, kind))


async def load_cases(work: UnitOfWork, rows: Sequence[CaseRow]) -> list[StoredCase]:
    """Return the cases of ``rows`` in their order, with all facts and requests."""
    ids = [row.id for row in rows]
    facts = await _load_facts(work, ids)
    requests = await load_requests(work, ids)
    now = work.clock.now()
    return [StoredCase(row, _case(facts[row.id], requests[row.id], now)) for row in rows]


async def _load_facts(work: UnitOfWork, ids: Sequence[UUID]) -> dict[UUID, list[CaseFact | None]]:
    rows = await work.driver.fetch(_LOAD_FACTS, ids)
    sealed = [(row["payload"], Place("case_facts", row["id"], "payload")) for row in rows if row["payload"]]
    payloads = iter(await open_all(work, sealed))
    facts: dict[UUID, list[CaseFact | None]] = defaultdict(list)
    for row in rows:
        payload = next(payloads) if row["payload"] else None
        facts[row["case_id"]].append(
            _FACT.validate_json(payload) if payload else _without_content(row["kind"], row["at"])
        )
    return facts


def _without_content(kind: str, at: datetime) -> CaseFact | None:
    return Erased(at=at) if kind == "erased" else None


def _case(facts: list[CaseFact | None], requests: Sequence[ContributionRequest], now: datetime) -> Case:
    """Return the case of a row; an erased one has only its last fact, and one without keys counts as erased now."""
    known = [fact for fact in facts if fact is not None]
    erased = next((fact for fact in known if isinstance(fact, Erased)), None)
    if erased is None and len(known) < len(facts):
        erased = Erased(at=now)
    return Case((erased,)) if erased else Case(tuple(known), tuple(requests))


_INSERT_FACT = "INSERT INTO case_facts (id, case_id, kind, at, payload) VALUES ($1, $2, $3, $4, $5)"


async def save_change(work: UnitOfWork, stored: StoredCase, change: CaseChange) -> list[DeadlineClock]:
    """Store the facts and requests of the change, update the indexes, and return the clocks."""
    await _add_facts(work, stored, change.facts)
    if change.asked:
        await add_requests(work, stored.id, change.asked)
    if change.changed:
        await save_requests(work, stored.id, change.changed)
    stored.case = change.case
    stored.row.state = state_of(stored.case)
    stored.row.shareable = stored.case.consent
    for fact in change.facts:
        if isinstance(fact, Assigned):
            stored.row.assignee = fact.assignee
    await _save_case(work, stored.row)
    return await refresh_clocks(work, stored.id, stored.case)


async def _add_facts(work: UnitOfWork, stored: StoredCase, facts: tuple[CaseFact, ...]) -> None:
    ids = [new_id() for _ in facts]
    payloads = await seal_all(
        work,
        [
            Content(
                _FACT.dump_json(fact),
                case_key(stored.id, _compartment_of(fact)),
                Place("case_facts", row_id, "payload"),
            )
            for fact, row_id in zip(facts, ids, strict=True)
        ],
    )
    for fact, row_id, payload in zip(facts, ids, payloads, strict=True):
        await work.driver.execute(_INSERT_FACT, row_id, stored.id, fact.kind, fact.at, payload)


_CONSUMER = "loket.backoffice"
_TOPICS = (Topic.QUESTIONS, Topic.ROUTING, Topic.NOTIFICATIONS)
"""The topics whose events may have the question's id as their key."""


async def is_case_held_up(work: UnitOfWork, case_id: UUID) -> bool:
    """Return whether events about the case wait, because an earlier one could not be handled or is missing."""
    return await is_held_up(work.session, _CONSUMER, _TOPICS, str(case_id))
