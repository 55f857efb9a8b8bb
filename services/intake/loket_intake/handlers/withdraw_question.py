"""The asker withdraws a question that is not answered yet."""

from loket_intake.domain.facts import Said
from loket_intake.domain.new_question import NewWithdrawal
from loket_intake.domain.possible import Act
from loket_intake.domain.question import Question
from loket_intake.handlers.own_question import record_act, take_own
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn, Withdrawal
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def withdraw_question(work: UnitOfWork, principal: Principal, reference: str, new: NewWithdrawal) -> Question:
    """Record the withdrawal, tell the others, and return the question with it.

    Raises:
        NotFound: the question is not the principal's own.
        Conflict: it is finished already.
    """
    question = await take_own(work, principal, reference, Act.WITHDRAW)
    now, reason = work.clock.now(), new.reason or None
    event = QuestionWithdrawn(
        question_id=question.id, reference=reference, withdrawn_at=now, withdrawal=Withdrawal(reason=reason)
    )
    return await record_act(work, principal, question, Act.WITHDRAW, event, now, Said(text=reason))
