"""An officer chooses who takes part."""

from datetime import date

from loket_backoffice.domain.access import knows_all_participation
from loket_backoffice.domain.errors import not_yours
from loket_backoffice.domain.facts import Rerouted
from loket_backoffice.domain.permissions import CaseAct
from loket_backoffice.domain.route_by_hand import HandMadeRoute, reroute
from loket_backoffice.domain.route_in_force import route_in_force
from loket_backoffice.domain.routes import Route
from loket_backoffice.handlers.departments import covert_departments, require_department, require_lead
from loket_backoffice.handlers.find import case_to_change
from loket_backoffice.handlers.keep_for_cleared import keep_for_cleared
from loket_backoffice.handlers.settle_route import settle_route
from loket_backoffice.store.cases import StoredCase
from loket_backoffice.views.case_view import CaseView, case_for
from loket_shared.db.ids import random_id
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.dutch_day import dutch_day
from loket_shared.identity.principal import Principal


async def reroute_case(
    work: UnitOfWork,
    officer: Principal,
    reference: str,
    lead: str,
    contributors: frozenset[str],
    reason: str,
    seen: int | None,
    *,
    for_cleared: str | None = None,
) -> CaseView:
    """Put the officer's route in force; raises as ``case_to_change`` and ``reroute``.

    Everybody on the case may read the reason, but that of a change of covert participation alone, which
    is for cleared officers, as is ``for_cleared``.
    """
    case = await case_to_change(work, officer, CaseAct.ROUTE, reference, seen)
    now = work.clock.now()
    named = _named(officer, contributors, dutch_day(now))
    leading = require_lead(lead, dutch_day(now), others=bool(named))
    chosen = _chosen(case, leading, named, reason)
    outcome = reroute(case.file, chosen, officer, now, random_id)
    await settle_route(work, case, officer, outcome)
    in_the_open = any(isinstance(fact, Rerouted) for fact in outcome.facts)
    await keep_for_cleared(work, officer, case, CaseAct.ROUTE, for_cleared or (None if in_the_open else reason))
    await work.audit(officer, "case.reroute", reference)
    return await case_for(work, officer, case)


def _named(officer: Principal, contributors: frozenset[str], on: date) -> frozenset[str]:
    named = frozenset(require_department(code, f"contributors.{n}", on) for n, code in enumerate(sorted(contributors)))
    if named & covert_departments() and not knows_all_participation(officer):
        raise not_yours()
    return named


def _chosen(case: StoredCase, leading: str | None, named: frozenset[str], reason: str) -> HandMadeRoute:
    covert = named & covert_departments()
    present = route_in_force(case.file)
    route = Route(leading, named - covert - {leading}, urgent=present.urgent if present else False)
    return HandMadeRoute(route, covert, reason)
