"""Storing a route that an officer chose, and telling it."""

from loket_backoffice.domain.facts import Rerouted
from loket_backoffice.domain.recording import Outcome
from loket_backoffice.handlers.departments import as_wire_route
from loket_backoffice.handlers.settle import settle
from loket_backoffice.store.case_store import StoredCase
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def settle_route(work: UnitOfWork, case: StoredCase, officer: Principal, outcome: Outcome) -> None:
    """Store ``outcome`` and publish the route that it holds, if any, with the officer's reason.

    A change of covert participation alone is not published on the question: it would show there.
    """
    await settle(work, case, outcome)
    for fact in outcome.facts:
        if isinstance(fact, Rerouted):
            route = as_wire_route(case.file, fact.route, officer.subject, fact.reason)
            await work.publish(
                CaseReroutedByHand(question_id=case.id, reference=case.reference, rerouted_at=fact.at, route=route)
            )
