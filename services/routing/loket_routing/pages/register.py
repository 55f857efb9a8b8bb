"""The record of the algorithm register as a page."""

from fastapi import APIRouter, Response

from loket_routing.handlers.read_algorithm_record import read_algorithm_record
from loket_routing.pages.menu import REGISTER
from loket_routing.pages.page_context import VisitDep

router = APIRouter()


@router.get(REGISTER)
async def show(visit: VisitDep) -> Response:
    """Show what the public register is told of the active rule set."""
    async with visit.work() as work:
        record = await read_algorithm_record(work, f"{visit.runtime.settings.intake_url}/contact")
    return visit.page("register.html", record=record)
