"""Handing in questions and following them."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response

from loket_intake.api.asker import CurrentAsker
from loket_intake.api.input_route import InputRoute
from loket_intake.api.question_models import OutlineOut, QuestionOut, shown
from loket_intake.domain.new_question import NewFeedback, NewQuestion, NewSupplement, NewWithdrawal
from loket_intake.domain.question import Question
from loket_intake.handlers.add_supplement import add_supplement
from loket_intake.handlers.give_feedback import give_feedback
from loket_intake.handlers.list_questions import list_questions
from loket_intake.handlers.read_question import read_own_question, read_question
from loket_intake.handlers.submit_question import submit_question
from loket_intake.handlers.withdraw_question import withdraw_question
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.idempotency_key import Once, OnceDep
from loket_shared.http.paging import Page, PageByMoment
from loket_shared.http.route_rules import DOCUMENT_BYTES, LONG_TEXTS_BYTES
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/questions", tags=["questions"], route_class=InputRoute)


@router.post("", status_code=201, max_body_size=DOCUMENT_BYTES)
async def hand_in(
    new: NewQuestion, asker: CurrentAsker, runtime: RuntimeDep, once: OnceDep, response: Response
) -> QuestionOut:
    """Hand in a question."""
    async with runtime.unit_of_work() as work:
        question = await submit_question(work, asker, new, once.sending)
    response.headers["Location"] = f"/v1/questions/{question.reference}"
    return QuestionOut.of(question)


@router.get("")
async def find_all(
    principal: CurrentPrincipal, runtime: RuntimeDep, page: PageByMoment
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


@router.post("/{reference}/supplements", status_code=201, max_body_size=LONG_TEXTS_BYTES)
async def supplement(reference: str, new: NewSupplement, principal: CurrentPrincipal, once: OnceDep) -> QuestionOut:
    """Add text to a question, or another word on sharing it with departments."""
    return await _own(once, principal, reference, lambda work: add_supplement(work, principal, reference, new))


@router.post("/{reference}/withdrawal")
async def withdraw(
    reference: str, principal: CurrentPrincipal, once: OnceDep, new: NewWithdrawal | None = None
) -> QuestionOut:
    """Withdraw a question that is not answered yet."""
    reason = new or NewWithdrawal()
    return await _own(once, principal, reference, lambda work: withdraw_question(work, principal, reference, reason))


@router.post("/{reference}/feedback")
async def judge(reference: str, new: NewFeedback, principal: CurrentPrincipal, once: OnceDep) -> QuestionOut:
    """Say whether the answer helped."""
    return await _own(once, principal, reference, lambda work: give_feedback(work, principal, reference, new))


async def _own(
    once: Once, principal: Principal, reference: str, act: Callable[[UnitOfWork], Awaitable[Question]]
) -> QuestionOut:
    """Carry out ``act`` on an own question; a repeated call gets the question as it stands."""
    question = await once.do(reference, act, lambda work, _: read_own_question(work, principal, reference))
    return QuestionOut.of(question)
