"""Handing in questions and following them."""

from collections.abc import Awaitable, Callable

from fastapi import APIRouter, Response

from loket_intake.api.asker import CurrentAsker
from loket_intake.api.input_route import InputRoute
from loket_intake.domain.new_question import FeedbackBody, QuestionBody, SupplementBody, WithdrawalBody
from loket_intake.domain.question import Question
from loket_intake.handlers.add_supplement import add_supplement
from loket_intake.handlers.give_feedback import give_feedback
from loket_intake.handlers.list_questions import list_questions
from loket_intake.handlers.read_question import read_own_question, read_question
from loket_intake.handlers.submit_question import submit_question
from loket_intake.handlers.withdraw_question import withdraw_question
from loket_intake.views.question_view import QuestionMetadataView, QuestionView, view_of
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.http.body_sizes import LONG_TEXTS, WHOLE_DOCUMENT
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.once import Once, OnceDep
from loket_shared.http.paging import Page, PageByMoment
from loket_shared.identity.bearer import CurrentPrincipal
from loket_shared.identity.principal import Principal

router = APIRouter(prefix="/v1/questions", tags=["questions"], route_class=InputRoute)


@router.post("", status_code=201, max_body_size=WHOLE_DOCUMENT)
async def hand_in(
    new: QuestionBody, asker: CurrentAsker, runtime: RuntimeDep, once: OnceDep, response: Response
) -> QuestionView:
    """Hand in a question."""
    async with runtime.unit_of_work() as work:
        question = await submit_question(work, asker, new, once.sending)
    response.headers["Location"] = f"/v1/questions/{question.reference}"
    return QuestionView.of(question)


@router.get("")
async def find_all(
    principal: CurrentPrincipal, runtime: RuntimeDep, page: PageByMoment
) -> Page[QuestionView | QuestionMetadataView]:
    """List your own questions, newest first; for a coordinator also those of the institution, without content."""
    async with runtime.unit_of_work() as work:
        found = await list_questions(work, principal, page)
    return Page(items=tuple(view_of(item) for item in found.items), next=found.next)


@router.get("/{reference}")
async def find(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> QuestionView | QuestionMetadataView:
    """Show a question, as far as you may see it."""
    async with runtime.unit_of_work() as work:
        return view_of(await read_question(work, principal, reference))


@router.post("/{reference}/supplements", status_code=201, max_body_size=LONG_TEXTS)
async def supplement(reference: str, new: SupplementBody, principal: CurrentPrincipal, once: OnceDep) -> QuestionView:
    """Add text to a question, or another word on sharing it with departments."""
    return await _own(once, principal, reference, lambda work: add_supplement(work, principal, reference, new))


@router.post("/{reference}/withdrawal")
async def withdraw(
    reference: str, principal: CurrentPrincipal, once: OnceDep, new: WithdrawalBody | None = None
) -> QuestionView:
    """Withdraw a question that is not answered yet."""
    reason = new or WithdrawalBody()
    return await _own(once, principal, reference, lambda work: withdraw_question(work, principal, reference, reason))


@router.post("/{reference}/feedback")
async def judge(reference: str, new: FeedbackBody, principal: CurrentPrincipal, once: OnceDep) -> QuestionView:
    """Say whether the answer helped."""
    return await _own(once, principal, reference, lambda work: give_feedback(work, principal, reference, new))


async def _own(
    once: Once, principal: Principal, reference: str, act: Callable[[UnitOfWork], Awaitable[Question]]
) -> QuestionView:
    """Carry out ``act`` on an own question; a repeated call gets the question as it stands."""
    question = await once.do(reference, act, lambda work, _: read_own_question(work, principal, reference))
    return QuestionView.of(question)
