"""Handing in questions and following them."""

from typing import Annotated

from fastapi import APIRouter, Header, Response

from loket_intake.api.asker import CurrentAsker
from loket_intake.api.input_route import InputRoute
from loket_intake.api.question_models import OutlineOut, QuestionOut, shown
from loket_intake.domain.new_question import NewFeedback, NewQuestion, NewSupplement, NewWithdrawal
from loket_intake.handlers.add_supplement import add_supplement
from loket_intake.handlers.give_feedback import give_feedback
from loket_intake.handlers.list_questions import list_questions
from loket_intake.handlers.read_question import read_question
from loket_intake.handlers.submit_question import submit_question
from loket_intake.handlers.withdraw_question import withdraw_question
from loket_shared.http.body_sizes import LONG_TEXTS, WHOLE_DOCUMENT
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.paging import Page, PageRequest, page_of
from loket_shared.identity.bearer import CurrentPrincipal

router = APIRouter(prefix="/v1/questions", tags=["questions"], route_class=InputRoute)

IdempotencyKey = Annotated[str | None, Header(min_length=1, max_length=200)]
NewestFirst = Annotated[PageRequest, page_of(str, str)]


@router.post("", status_code=201, max_body_size=WHOLE_DOCUMENT)
async def hand_in(
    new: NewQuestion,
    asker: CurrentAsker,
    runtime: RuntimeDep,
    response: Response,
    idempotency_key: IdempotencyKey = None,
) -> QuestionOut:
    """Hand in a question; repeated under the same ``Idempotency-Key`` within 24 hours it is handed in once."""
    async with runtime.unit_of_work() as work:
        question = await submit_question(work, asker, new, idempotency_key)
    response.headers["Location"] = f"/v1/questions/{question.reference}"
    return QuestionOut.of(question)


@router.get("")
async def find_all(
    principal: CurrentPrincipal, runtime: RuntimeDep, page: NewestFirst
) -> Page[QuestionOut | OutlineOut]:
    """List your own questions, newest first; for a coordinator also those of the institution, without content."""
    async with runtime.unit_of_work() as work:
        found = await list_questions(work, principal, page)
    return Page(items=tuple(shown(item) for item in found.items), next=found.next)


@router.get("/{reference}")
async def find(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> QuestionOut | OutlineOut:
    """Show a question, as far as you may see it."""
    async with runtime.unit_of_work() as work:
        return shown(await read_question(work, principal, reference))


@router.post("/{reference}/supplements", status_code=201, max_body_size=LONG_TEXTS)
async def supplement(
    reference: str, new: NewSupplement, principal: CurrentPrincipal, runtime: RuntimeDep
) -> QuestionOut:
    """Add text to a question, or another word on sharing it with departments."""
    async with runtime.unit_of_work() as work:
        return QuestionOut.of(await add_supplement(work, principal, reference, new))


@router.post("/{reference}/withdrawal")
async def withdraw(
    reference: str, principal: CurrentPrincipal, runtime: RuntimeDep, new: NewWithdrawal | None = None
) -> QuestionOut:
    """Withdraw a question that is not answered yet."""
    async with runtime.unit_of_work() as work:
        return QuestionOut.of(await withdraw_question(work, principal, reference, new or NewWithdrawal()))


@router.post("/{reference}/feedback")
async def judge(reference: str, new: NewFeedback, principal: CurrentPrincipal, runtime: RuntimeDep) -> QuestionOut:
    """Say whether the answer helped."""
    async with runtime.unit_of_work() as work:
        return QuestionOut.of(await give_feedback(work, principal, reference, new))
