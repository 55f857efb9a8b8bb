"""All rule sets, and beginning a new one."""

from fastapi import APIRouter, Response

from loket_routing.domain.access import may_change_rule_sets
from loket_routing.handlers.lifecycle.draft_rule_set import draft_rule_set
from loket_routing.handlers.lifecycle.find import require_reader
from loket_routing.handlers.lifecycle.list_rule_sets import list_rule_sets
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import VisitDep, see
from loket_shared.web.form_keys import form_sending

router = APIRouter()


@router.get("/")
async def front(visit: VisitDep) -> Response:
    """Go to the rule sets.

    Raises:
        NotFound: there are none for this reader.
    """
    require_reader(visit.principal)
    return see(RULE_SETS)


@router.get(RULE_SETS)
async def show(visit: VisitDep) -> Response:
    """Show every rule set, newest first, with the way back to the one that was in force before."""
    async with visit.work() as work:
        found = await list_rule_sets(work, visit.principal)
    return visit.page(
        "rule_sets.html",
        rule_sets=found.summaries,
        previous=found.timetable.previous(visit.runtime.clock.now()),
        may_change=may_change_rule_sets(visit.principal),
    )


@router.post(RULE_SETS)
async def draft(visit: VisitDep) -> Response:
    """Begin a new version as a copy of another."""
    based_on = str((await visit.request.form()).get("basedOn", ""))
    sending = await form_sending(visit.principal, visit.request, {"basedOn": [based_on]})
    async with visit.work() as work:
        version = await draft_rule_set(work, visit.principal, based_on, sending)
    return see(f"{RULE_SETS}/{version}", "draft")
