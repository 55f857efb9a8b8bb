"""The asker withdraws a question that is not answered yet."""

from loket_intake.domain.allowed_actions import AskerAction
from loket_intake.domain.facts import FactContent
from loket_intake.domain.new_question import WithdrawalBody
from loket_intake.domain.question import Question
from loket_intake.handlers.own_question import load_own_question, record_action
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn, Withdrawal
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def withdraw_question(work: UnitOfWork, principal: Principal, reference: str, new: WithdrawalBody) -> Question:
    """Record the withdrawal, tell the others, and return the question with it.

    Raises:
        NotFound: the question is not the principal's own.
        Conflict: it is finished already.
    """
    question = await load_own_question(work, principal, reference, AskerAction.WITHDRAW)
    now, reason = work.clock.now(), new.reason or None
    event = QuestionWithdrawn(
        question_id=question.id, reference=reference, withdrawn_at=now, withdrawal=Withdrawal(reason=reason)
    )
    return await record_action(work, principal, question, AskerAction.WITHDRAW, event, now, FactContent(text=reason))
