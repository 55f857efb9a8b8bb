"""Storing a route that an officer chose, and telling it."""

from collections.abc import Callable
from datetime import datetime

from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.facts import Rerouted
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.record_fact import NewId, Outcome
from loket_backoffice.handlers.departments import as_wire_route
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle import settle
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.db.ids import random_id
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal

Choose = Callable[[CaseFile, Principal, str, datetime, NewId], Outcome]
"""Chooses a route for a case with the officer's reason, at a moment."""


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


async def choose_route(
    work: UnitOfWork,
    officer: Principal,
    act: CaseAct,
    choose: Choose,
    reference: str,
    reason: str,
    seen: int | None,
    for_cleared: str | None,
) -> CaseView:
    """Carry out ``act``, in which the case itself leads to the route; raises as ``case_to_change`` and ``choose``."""
    case = await case_to_change(work, officer, act, reference, seen)
    await settle_route(work, case, officer, choose(case.file, officer, reason, work.clock.now(), random_id))
    await keep_for_cleared(work, officer, case, act, for_cleared)
    await work.audit(officer, f"case.{act}", reference)
    return await case_for(work, officer, case)
