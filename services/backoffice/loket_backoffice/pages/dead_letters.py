"""What could not be handled or delivered, in every service, with its story and what can be done about it."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Form, Response

from loket_backoffice.domain.other_services import AccessOver
from loket_backoffice.handlers.attend_to_failures import judge_dead_letter, read_failures, send_again
from loket_backoffice.pages.visit import Visit, VisitDep, see
from loket_shared.contracts.texts import Text
from loket_shared.failures import Conflict

router = APIRouter()

FailureAct = Literal["replay", "drop", "resend"]
"""What can be done about a failure."""


@router.get("/dead-letters")
async def show(visit: VisitDep) -> Response:
    """Show what waits for a decision."""
    return await _page(visit)


@router.post("/dead-letters")
async def act(
    visit: VisitDep,
    letter: Annotated[UUID, Form()],
    act: Annotated[FailureAct, Form()],
    service: Annotated[str, Form(max_length=30)] = "notifications",
) -> Response:
    """Replay or drop a message, or send a letter again."""
    reader, settings, access_token = visit.principal, visit.runtime.settings, visit.access_token
    try:
        if act == "resend":
            await send_again(reader, settings, access_token, letter)
        else:
            await judge_dead_letter(reader, settings, access_token, service, letter, act)
    except Conflict as refused:
        return await _page(visit, refused.text)
    except AccessOver:
        return await _page(visit)
    return see("/dead-letters", act)


async def _page(visit: Visit, refused: Text | None = None) -> Response:
    try:
        failures = await read_failures(visit.principal, visit.runtime.settings, visit.access_token)
    except AccessOver:
        failures = None
    return visit.page("dead_letters.html", 409 if refused else 200, failures=failures, refused=refused)
