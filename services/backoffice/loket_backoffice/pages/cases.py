"""The case on one page."""

from collections.abc import Iterable

from fastapi import APIRouter, Response

from loket_backoffice.domain.participation import FRONT_OFFICE_CODE
from loket_backoffice.handlers.offer_acts import offer_on_case
from loket_backoffice.handlers.read_case import read_case
from loket_backoffice.pages.case_acts import CASE_ACTS
from loket_backoffice.pages.visit import Visit, VisitDep, see
from loket_backoffice.views.case_view import CaseView
from loket_shared.web.acts import NOTHING_REFUSED, Refused

router = APIRouter()


@router.get("/cases/{reference}")
async def show(visit: VisitDep, reference: str) -> Response:
    """Show the case, each part only to those who may see it."""
    return await _page(visit, reference, NOTHING_REFUSED)


@router.post("/cases/{reference}")
async def act(visit: VisitDep, reference: str) -> Response:
    """Do what a form on the page asks; where it is refused, say why and keep what was typed."""
    done = await CASE_ACTS.carry_out(visit, reference)
    if isinstance(done, Refused):
        return await _page(visit, reference, done)
    return see(f"/cases/{reference}", done)


async def _page(visit: Visit, reference: str, refused: Refused) -> Response:
    async with visit.work() as work:
        case = await read_case(work, visit.principal, reference)
        possible = await offer_on_case(work, visit.principal, reference)
    form = refused.over(_filled(case))
    return visit.page("case.html", refused.status, case=case, possible=possible, refused=refused, form=form)


def _filled(case: CaseView) -> dict[str, str | Iterable[str]]:
    """Return the fields that begin with what is there already."""
    return {
        "write-answer-text": case.answer.draft or "" if case.answer else "",
        "route-lead": case.lead or FRONT_OFFICE_CODE,
        "route-contributors": case.contributors,
    }
