"""Storing what came of a fact, in the transaction that recorded it."""

from loket_backoffice.domain.case_states import state_of
from loket_backoffice.domain.deadlines import Clock
from loket_backoffice.domain.facts import Assigned, Fact
from loket_backoffice.domain.record_fact import Outcome
from loket_backoffice.store.case_store import StoredCase, save_case
from loket_backoffice.store.clock_index import refresh_clocks
from loket_backoffice.store.fact_payloads import compartment_of, to_json
from loket_backoffice.store.request_store import add_requests, save_requests
from loket_backoffice.store.seals import Content, of_case, seal_all
from loket_shared.db.ids import new_id
from loket_shared.db.unit_of_work import Place, UnitOfWork

_INSERT_FACT = "INSERT INTO case_facts (id, case_id, kind, at, payload) VALUES ($1, $2, $3, $4, $5)"


async def save_outcome(work: UnitOfWork, case: StoredCase, outcome: Outcome) -> list[Clock]:
    """Store the outcome's facts and requests and the indexes that follow; return the clocks."""
    await _add_facts(work, case, outcome.facts)
    if outcome.asked:
        await add_requests(work, case.id, outcome.asked)
    if outcome.changed:
        await save_requests(work, case.id, outcome.changed)
    case.file = outcome.case
    case.row.state = state_of(case.file)
    case.row.shareable = case.file.consent
    for fact in outcome.facts:
        if isinstance(fact, Assigned):
            case.row.assignee = fact.assignee
    await save_case(work, case.row)
    return await refresh_clocks(work, case.id, case.file)


async def _add_facts(work: UnitOfWork, case: StoredCase, facts: tuple[Fact, ...]) -> None:
    ids = [new_id() for _ in facts]
    payloads = await seal_all(
        work,
        [
            Content(to_json(fact), of_case(case.id, compartment_of(fact)), Place("case_facts", row_id, "payload"))
            for fact, row_id in zip(facts, ids, strict=True)
        ],
    )
    for fact, row_id, payload in zip(facts, ids, payloads, strict=True):
        await work.driver.execute(_INSERT_FACT, row_id, case.id, fact.kind, fact.at, payload)
