"""The asker adds something: text, an answer to the desk, or another word on sharing."""

from loket_intake.domain.allowed_actions import AskerAction
from loket_intake.domain.facts import FactContent
from loket_intake.domain.new_question import SupplementBody
from loket_intake.domain.question import Question
from loket_intake.handlers.own_question import load_own_question, record_action
from loket_intake.handlers.rate_limits import SUBMISSION_LIMIT
from loket_intake.store.questions import next_version
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented, Supplement
from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.identity.principal import Principal


async def add_supplement(work: UnitOfWork, principal: Principal, reference: str, new: SupplementBody) -> Question:
    """Record what was added, tell the others, and return the question with it.

    Raises:
        NotFound: the question is not the principal's own.
        Conflict: nothing can be added any more.
        TooManyRequests: the principal hands in too often.
    """
    await SUBMISSION_LIMIT.count(principal)
    question = await load_own_question(work, principal, reference, AskerAction.SUPPLEMENT)
    now = work.clock.now()
    event = QuestionSupplemented(
        question_id=question.id,
        reference=reference,
        supplemented_at=now,
        version=await next_version(work.session, question.id),
        supplement=Supplement(text=new.text, consent_to_share=new.consent_to_share),
    )
    said = FactContent(text=new.text, consent=new.consent_to_share)
    return await record_action(work, principal, question, AskerAction.SUPPLEMENT, event, now, said)
