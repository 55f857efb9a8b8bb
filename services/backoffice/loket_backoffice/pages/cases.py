"""The case on one page."""

from collections.abc import Iterable

from fastapi import APIRouter, Response

from loket_backoffice.domain.routes import FRONT_OFFICE_CODE
from loket_backoffice.handlers.read_case import read_case, read_case_actions
from loket_backoffice.pages.case_actions import CASE_ACTIONS
from loket_backoffice.pages.page_context import PageContext, PageContextDep
from loket_backoffice.views.case_view import CaseView
from loket_backoffice.views.routing_view import ChoiceView
from loket_shared.contracts.texts import Language
from loket_shared.http.language import language_of
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_actions import RefusedForm, redirect_with_unsent, still_typed
from loket_shared.web.unsent_forms import unsent_on

router = APIRouter()


@router.get("/cases/{reference}")
async def show(context: PageContextDep, reference: str, choice: int = 0) -> Response:
    """Show the case, each part only to those who may see it.

    ``choice``: the rank (from 1) of the route to put into the form for another route.
    """
    return await _page(context, reference, still_typed(await unsent_on(context.request)), choice)


@router.post("/cases/{reference}", max_body_size=LONG_TEXTS_BYTES)
async def act(context: PageContextDep, reference: str) -> Response:
    """Carry out a form of the page; if it is refused, show the reason and keep the typed text."""
    done = await CASE_ACTIONS.dispatch(context, reference)
    if isinstance(done, RefusedForm):
        return await _page(context, reference, done)
    return await redirect_with_unsent(context, f"/cases/{reference}", done)


async def _page(context: PageContext, reference: str, refused: RefusedForm, choice: int = 0) -> Response:
    async with context.work() as work:
        case = await read_case(work, context.principal, reference)
        allowed = await read_case_actions(work, context.principal, reference)
    chosen = _chosen(case, choice)
    forms = CASE_ACTIONS.shown(refused, _filled(case))
    if chosen:
        typed = {name: each for name, each in refused.form.values.items() if name == "route-reason" and any(each)}
        forms["form"] = forms["form"].with_values({**_route_of(chosen, language_of(context.request)), **typed})
    return context.page("case.html", refused.status, case=case, allowed=allowed, chosen=chosen is not None, **forms)


def _filled(case: CaseView) -> dict[str, str | Iterable[str]]:
    """Return the fields that are filled in beforehand."""
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
