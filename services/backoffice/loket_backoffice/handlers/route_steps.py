"""The steps of an officer on the route of a case: its departments and its priority."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from loket_backoffice.domain.access import may_know_all_departments
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.errors import not_yours, nothing_to_confirm
from loket_backoffice.domain.facts import Rerouted, RouteConfirmed
from loket_backoffice.domain.permissions import CaseAction
from loket_backoffice.domain.record_fact import CaseChange, NewId
from loket_backoffice.domain.route_by_hand import ChosenRoute, accept, make_urgent, refuse, reroute
from loket_backoffice.domain.route_in_force import route_in_force, unconfirmed_decision
from loket_backoffice.domain.routes import CaseRoute
from loket_backoffice.handlers.add_note import add_note_for_cleared
from loket_backoffice.handlers.bodies import CaseReasonBody, DepartmentCode, ForClearedBody, ShortText
from loket_backoffice.handlers.departments import covert_departments, require_department, require_lead, to_wire_route
from loket_backoffice.handlers.load import load_case_for
from loket_backoffice.handlers.read_cases import show_case
from loket_backoffice.handlers.save_and_publish import record_and_publish, save_and_publish
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.views.case_view import CaseView
from loket_shared.contracts.events.cases_rerouted_by_hand import CaseReroutedByHand
from loket_shared.contracts.events.cases_route_confirmed import CaseRouteConfirmed
from loket_shared.db.ids import random_id
from loket_shared.local_time import local_date
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


class ConfirmationBody(ForClearedBody):
    """An optional reason; everybody who works on the case reads it."""

    reason: ShortText | None = None


class RouteBody(CaseReasonBody):
    """The lead and the contributors; ``RVO`` leads if no department does."""

    lead: DepartmentCode
    contributors: Annotated[frozenset[DepartmentCode], Field(max_length=20)] = frozenset()


class PriorityBody(CaseReasonBody):
    """The new priority; a case can only become more urgent."""

    priority: Literal["urgent"]


async def confirm_route(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    expected_version: int | None,
    reason: str = "",
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Put the newest decision in force and ask its departments; ``reason`` is the officer's own, if given.

    Everybody on the case may read the reason; only cleared officers read ``for_cleared``.

    Raises:
        ConflictError: no decision waits for confirmation; otherwise as ``load_case_for``.
    """
    stored = await load_case_for(work, principal, CaseAction.CONFIRM_ROUTE, reference, expected_version)
    decision = unconfirmed_decision(stored.case)
    if decision is None:
        raise nothing_to_confirm()
    now = work.clock.now()
    await record_and_publish(
        work, stored, RouteConfirmed(at=now, actor=principal.subject, decided_at=decision.at, reason=reason)
    )
    route = to_wire_route(stored.case, decision.route, principal.subject, reason)
    await work.publish(CaseRouteConfirmed(question_id=stored.id, reference=reference, confirmed_at=now, route=route))
    await add_note_for_cleared(work, principal, stored, CaseAction.CONFIRM_ROUTE, for_cleared)
    await work.audit(principal, "case.route-confirmed", reference)
    return await show_case(work, principal, stored)


async def reroute_case(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    lead: str,
    contributors: frozenset[str],
    reason: str,
    expected_version: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Put the officer's route in force; raises as ``load_case_for`` and ``reroute``.

    Everybody on the case may read the reason. Only cleared officers read ``for_cleared``, and the reason of a change of
    covert participation alone.
    """
    stored = await load_case_for(work, principal, CaseAction.ROUTE, reference, expected_version)
    now = work.clock.now()
    named = _require_contributors(principal, contributors, local_date(now))
    leading = require_lead(lead, local_date(now), others=bool(named))
    chosen = _chosen_route(stored, leading, named, reason)
    change = reroute(stored.case, chosen, principal, now, random_id)
    await _save_and_publish_route(work, stored, principal, change)
    in_the_open = any(isinstance(fact, Rerouted) for fact in change.facts)
    await add_note_for_cleared(
        work, principal, stored, CaseAction.ROUTE, for_cleared or (None if in_the_open else reason)
    )
    await work.audit(principal, "case.rerouted", reference)
    return await show_case(work, principal, stored)


def _require_contributors(principal: Principal, contributors: frozenset[str], on: date) -> frozenset[str]:
    named = frozenset(require_department(code, f"contributors.{n}", on) for n, code in enumerate(sorted(contributors)))
    if named & covert_departments() and not may_know_all_departments(principal):
        raise not_yours()
    return named


def _chosen_route(stored: StoredCase, leading: str | None, named: frozenset[str], reason: str) -> ChosenRoute:
    covert = named & covert_departments()
    present = route_in_force(stored.case)
    route = CaseRoute(leading, named - covert - {leading}, urgent=present.urgent if present else False)
    return ChosenRoute(route, covert, reason)


async def accept_proposal(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    reason: str,
    expected_version: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Put the proposed route in force; raises as ``load_case_for`` and ``accept``."""
    return await _choose_route(
        work,
        principal,
        CaseAction.ACCEPT_PROPOSAL,
        accept,
        "case.proposal-accepted",
        reference,
        reason,
        expected_version,
        for_cleared,
    )


async def refuse_proposal(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    reason: str,
    expected_version: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Keep the route as it is; raises as ``load_case_for`` and ``refuse``."""
    return await _choose_route(
        work,
        principal,
        CaseAction.REFUSE_PROPOSAL,
        refuse,
        "case.proposal-refused",
        reference,
        reason,
        expected_version,
        for_cleared,
    )


async def make_case_urgent(
    work: UnitOfWork,
    principal: Principal,
    reference: str,
    reason: str,
    expected_version: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Make the case urgent, with every request that still runs; raises as ``load_case_for`` and ``make_urgent``."""
    return await _choose_route(
        work,
        principal,
        CaseAction.MAKE_URGENT,
        make_urgent,
        "case.made-urgent",
        reference,
        reason,
        expected_version,
        for_cleared,
    )


Choose = Callable[[Case, Principal, str, datetime, NewId], CaseChange]
"""Chooses a route for a case with the officer's reason, at a moment."""


async def _save_and_publish_route(
    work: UnitOfWork, stored: StoredCase, principal: Principal, change: CaseChange
) -> None:
    """Store ``change`` and publish its route, if any, with the officer's reason.

    A change of covert participation alone is not published on the question, because it would show there.
    """
    await save_and_publish(work, stored, change)
    for fact in change.facts:
        if isinstance(fact, Rerouted):
            route = to_wire_route(stored.case, fact.route, principal.subject, fact.reason)
            await work.publish(
                CaseReroutedByHand(question_id=stored.id, reference=stored.reference, rerouted_at=fact.at, route=route)
            )


async def _choose_route(
    work: UnitOfWork,
    principal: Principal,
    action: CaseAction,
    choose: Choose,
    audited: str,
    reference: str,
    reason: str,
    expected_version: int | None,
    for_cleared: str | None,
) -> CaseView:
    """Carry out ``action``, whose change ``choose`` derives from the case; audit it as ``audited``.

    Raises as ``load_case_for`` and ``choose``.
    """
    stored = await load_case_for(work, principal, action, reference, expected_version)
    await _save_and_publish_route(
        work, stored, principal, choose(stored.case, principal, reason, work.clock.now(), random_id)
    )
    await add_note_for_cleared(work, principal, stored, action, for_cleared)
    await work.audit(principal, audited, reference)
    return await show_case(work, principal, stored)
