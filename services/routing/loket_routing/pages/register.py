"""The page of the record for the algorithm register."""

from fastapi import APIRouter, Response

from loket_routing.handlers.read_active_rule_set import read_algorithm_record
from loket_routing.pages.menu import REGISTER
from loket_routing.pages.page_context import PageContextDep

router = APIRouter()


@router.get(REGISTER)
async def show(context: PageContextDep) -> Response:
    """Show the record of the active rule set in the public register."""
    async with context.work() as work:
        record = await read_algorithm_record(work, f"{context.runtime.settings.intake_url}/contact")
    return context.page("register.html", record=record)
