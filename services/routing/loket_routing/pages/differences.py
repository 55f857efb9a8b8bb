"""What is different between two versions."""

from typing import Annotated

from fastapi import APIRouter, Query, Response

from loket_routing.handlers.lifecycle.compare_rule_sets import compare_rule_sets
from loket_routing.handlers.lifecycle.list_rule_sets import list_rule_sets
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import VisitDep
from loket_shared.web.forms import Form

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get("/verschillen")
async def show(
    visit: VisitDep, version: str, other: Annotated[str, Query(alias="met", max_length=20)] = ""
) -> Response:
    """Show what this version changes in another one: the active one where none is chosen."""
    async with visit.work() as work:
        compared = await compare_rule_sets(work, visit.principal, version, other or None, visit.today)
        versions = [each.version for each in (await list_rule_sets(work, visit.principal)).summaries]
    return visit.page(
        "differences.html",
        shown=compared.shown,
        set=compared.shown.view,
        compared=compared,
        versions=[(each, each) for each in versions if each != version],
        form=Form.filled({"met": compared.other}),
    )
