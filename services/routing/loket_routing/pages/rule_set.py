"""One rule set on one page: its rules in words, how it stands, and what can be done to it."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from loket_routing.domain.wording.search import find_rules
from loket_routing.domain.wording.table import rule_rows, rule_table
from loket_routing.handlers.lifecycle.find import require_owner
from loket_routing.handlers.lifecycle.show_rule_set import Shown, show_rule_set
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.rule_set_acts import RESTORATION, RULE_SET_ACTS
from loket_routing.pages.visit import Visit, VisitDep, see
from loket_shared.web.form_actions import NOTHING_REFUSED, RefusedForm, still_typed
from loket_shared.web.unsent_forms import at_view, keep_unsent, unsent_on

router = APIRouter(prefix=RULE_SETS)

Words = Annotated[str, Query(alias="q", max_length=100)]


@router.get("/{version}")
async def show(visit: VisitDep, version: str, words: Words = "") -> Response:
    """Show the rules that hold ``words``, all of them where none are given, by topic."""
    return await _page(visit, version, still_typed(await unsent_on(visit.request)), words)


@router.post("/{version}")
async def act(visit: VisitDep, version: str) -> Response:
    """Take a step in the life of the rule set; where it is refused, say why and keep what was typed."""
    done = await RULE_SET_ACTS.dispatch(visit, version)
    if isinstance(done, RefusedForm):
        return await _page(visit, version, done)
    answer = see(at_view(f"{RULE_SETS}/{version}", done.view), done.act)
    await keep_unsent(visit.request, answer, done.unsent)
    return answer


@router.get("/{version}/terugzetten")
async def ask_back(visit: VisitDep, version: str) -> Response:
    """Ask whether a rule set that was in force before must come back."""
    return await _restoration(visit, version, NOTHING_REFUSED)


@router.post("/{version}/terugzetten")
async def bring_back(visit: VisitDep, version: str) -> Response:
    """Put a rule set that was in force before in force again, as soon as can be."""
    done = await RESTORATION.dispatch(visit, version)
    return await _restoration(visit, version, done) if isinstance(done, RefusedForm) else see(RULE_SETS, done.act)


async def _page(visit: Visit, version: str, refused: RefusedForm, words: str = "") -> Response:
    shown = await _shown(visit, version)
    rows = rule_rows(shown.rule_set, visit.today) if shown.rule_set else ()
    return visit.page(
        "rule_set.html",
        refused.status,
        shown=shown,
        set=shown.view,
        groups=rule_table(find_rules(rows, words)),
        **RULE_SET_ACTS.shown(refused, {"q": words}),
    )


async def _restoration(visit: Visit, version: str, refused: RefusedForm) -> Response:
    require_owner(visit.principal)
    shown = await _shown(visit, version)
    return visit.page(
        "restoration.html", refused.status, shown=shown, set=shown.view, refused=refused, form=refused.form
    )


async def _shown(visit: Visit, version: str) -> Shown:
    async with visit.work() as work:
        return await show_rule_set(work, visit.principal, version)
