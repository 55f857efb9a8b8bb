"""What could not be handled, in every service, with its story and what can be done about it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response

from loket_backoffice.gateways.services import AccessOver
from loket_backoffice.handlers.judge_dead_letters import judge, read_piles
from loket_backoffice.pages.visit import Visit, VisitDep, see
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict

router = APIRouter()


@router.get("/dead-letters")
async def show(visit: VisitDep) -> Response:
    """Show the open dead letters."""
    return await _page(visit)


@router.post("/dead-letters")
async def act(
    visit: VisitDep,
    service: Annotated[str, Form(max_length=30)],
    letter: Annotated[UUID, Form()],
    act: Annotated[Literal["replay", "drop"], Form()],
) -> Response:
    """Replay or drop one."""
    try:
        await judge(visit.principal, visit.runtime.settings, visit.access_token, service, letter, act)
    except Conflict as refused:
        return await _page(visit, refused.text)
    except AccessOver:
        return await _page(visit)
    return see("/dead-letters", act)


async def _page(visit: Visit, refused: Text | None = None) -> Response:
    try:
        piles = await read_piles(visit.principal, visit.runtime.settings, visit.access_token)
    except AccessOver:
        piles = None
    return visit.page("dead_letters.html", 409 if refused else 200, piles=piles, refused=refused)
