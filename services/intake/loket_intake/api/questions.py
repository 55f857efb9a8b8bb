"""``/v1/questions``: submit questions and follow them."""

from collections.abc import Awaitable, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from loket_intake.api.input_route import InputRoute
from loket_intake.domain.access import require_asker
from loket_intake.domain.question import Question
from loket_intake.handlers.asker_actions import (
    FeedbackBody,
    SupplementBody,
    WithdrawalBody,
    add_supplement,
    give_feedback,
    withdraw_question,
)
from loket_intake.handlers.question_body import QuestionBody
from loket_intake.handlers.read_questions import list_questions, read_own_question, read_question
from loket_intake.handlers.submit_question import Submission, submit_questions
from loket_intake.views import QuestionMetadataView, QuestionView, view_of
from loket_shared.http.dependencies import RuntimeDep
from loket_shared.http.idempotency_key import Once, OnceDep
from loket_shared.http.paging import Page, PageByMoment
from loket_shared.http.route_rules import DOCUMENT_BYTES, LONG_TEXTS_BYTES
from loket_shared.identity.tokens import CurrentPrincipal
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

router = APIRouter(prefix="/v1/questions", tags=["questions"], route_class=InputRoute)


async def current_asker(principal: CurrentPrincipal) -> Principal:
    """Return the principal of a submission; 403 comes before any error in the body.

    Raises:
        ForbiddenError: the principal may not submit questions.
    """
    require_asker(principal)
    return principal


CurrentAsker = Annotated[Principal, Depends(current_asker)]


@router.post("", status_code=201, max_body_size=DOCUMENT_BYTES)
async def submit(
    body: QuestionBody, principal: CurrentAsker, runtime: RuntimeDep, once: OnceDep, response: Response
) -> QuestionView:
    """Submit a question."""
    submission = Submission.of(principal, body, once.sending)
    question = await runtime.carry_out(submit_questions, submission, once.sending and once.sending.scope)
    response.headers["Location"] = f"/v1/questions/{question.reference}"
    return QuestionView.of(question)


@router.get("")
async def list_all(
    principal: CurrentPrincipal, runtime: RuntimeDep, page: PageByMoment
) -> Page[QuestionView | QuestionMetadataView]:
    """List your own questions, newest first; for a coordinator also those of the institution, without content."""
    async with runtime.unit_of_work() as work:
        found = await list_questions(work, principal, page)
    items = tuple(view_of(item) for item in found.items)
    return Page[QuestionView | QuestionMetadataView](items=items, next=found.next)


@router.get("/{reference}")
async def read(reference: str, principal: CurrentPrincipal, runtime: RuntimeDep) -> QuestionView | QuestionMetadataView:
    """Show a question, as far as you may see it."""
    async with runtime.unit_of_work() as work:
        return view_of(await read_question(work, principal, reference))


@router.post("/{reference}/supplements", status_code=201, max_body_size=LONG_TEXTS_BYTES)
async def supplement(reference: str, body: SupplementBody, principal: CurrentPrincipal, once: OnceDep) -> QuestionView:
    """Add text to a question, or change your choice on sharing it with departments."""
    return await _act_once(once, principal, reference, lambda work: add_supplement(work, principal, reference, body))


@router.post("/{reference}/withdrawal")
async def withdraw(
    reference: str, principal: CurrentPrincipal, once: OnceDep, body: WithdrawalBody | None = None
) -> QuestionView:
    """Withdraw a question that is not answered yet."""
    given = body or WithdrawalBody()
    return await _act_once(
        once, principal, reference, lambda work: withdraw_question(work, principal, reference, given)
    )


@router.post("/{reference}/feedback")
async def feedback(reference: str, body: FeedbackBody, principal: CurrentPrincipal, once: OnceDep) -> QuestionView:
    """Say whether the answer helped."""
    return await _act_once(once, principal, reference, lambda work: give_feedback(work, principal, reference, body))


async def _act_once(
    once: Once, principal: Principal, reference: str, action: Callable[[UnitOfWork], Awaitable[Question]]
) -> QuestionView:
    """Carry out ``action`` on an own question; a repeated call gets the question as it stands."""
    question = await once.do(reference, action, lambda work, _: read_own_question(work, principal, reference))
    return QuestionView.of(question)
