"""The case on one page."""

from collections.abc import Iterable

from fastapi import APIRouter, Response

from loket_backoffice.domain.routes import FRONT_OFFICE_CODE
from loket_backoffice.handlers.read_case import read_case, read_case_actions
from loket_backoffice.pages.case_acts import CASE_ACTS
from loket_backoffice.pages.visit import Visit, VisitDep, see_with_unsent
from loket_backoffice.views.case_view import CaseView
from loket_backoffice.views.routing_view import ChoiceView
from loket_shared.contracts.texts import Language
from loket_shared.http.body_sizes import LONG_TEXTS
from loket_shared.http.language import language_of
from loket_shared.web.acts import Refused, still_typed
from loket_shared.web.unsent import unsent_on

router = APIRouter()


@router.get("/cases/{reference}")
async def show(visit: VisitDep, reference: str, choice: int = 0) -> Response:
    """Show the case, each part only to those who may see it.

    ``choice``: the place in the ranking, from 1, of the route to begin the form for another route with.
    """
    return await _page(visit, reference, still_typed(await unsent_on(visit.request)), choice)


@router.post("/cases/{reference}", max_body_size=LONG_TEXTS)
async def act(visit: VisitDep, reference: str) -> Response:
    """Do what a form on the page asks; where it is refused, say why and keep what was typed."""
    done = await CASE_ACTS.carry_out(visit, reference)
    if isinstance(done, Refused):
        return await _page(visit, reference, done)
    return await see_with_unsent(visit, f"/cases/{reference}", done)


async def _page(visit: Visit, reference: str, refused: Refused, choice: int = 0) -> Response:
    async with visit.work() as work:
        case = await read_case(work, visit.principal, reference)
        possible = await read_case_actions(work, visit.principal, reference)
    chosen = _chosen(case, choice)
    forms = CASE_ACTS.shown(refused, _filled(case))
    if chosen:
        typed = {name: each for name, each in refused.form.values.items() if name == "route-reason" and any(each)}
        forms["form"] = forms["form"].with_values({**_route_of(chosen, language_of(visit.request)), **typed})
    return visit.page("case.html", refused.status, case=case, possible=possible, chosen=chosen is not None, **forms)


def _filled(case: CaseView) -> dict[str, str | Iterable[str]]:
    """Return the fields that begin with what is there already."""
    return {
        "write-answer-text": case.answer.draft or "" if case.answer else "",
        "route-lead": case.lead or FRONT_OFFICE_CODE,
        "route-contributors": case.contributors,
    }


def _chosen(case: CaseView, choice: int) -> ChoiceView | None:
    ranking = case.routing.ranking if case.routing else ()
    return ranking[choice - 1] if 1 <= choice <= len(ranking) else None


def _route_of(chosen: ChoiceView, language: Language) -> dict[str, str | Iterable[str]]:
    return {
        "route-lead": chosen.lead or FRONT_OFFICE_CODE,
        "route-contributors": chosen.contributors,
        "route-reason": chosen.reason.in_language(language),
    }
