"""The asker adds something: text, an answer to the desk, or another word on sharing."""

from loket_intake.domain.facts import Said
from loket_intake.domain.new_question import NewSupplement
from loket_intake.domain.possible import Act
from loket_intake.domain.question import Question
from loket_intake.handlers.own_question import record_act, take_own
from loket_intake.handlers.submission_limit import SUBMISSIONS
from loket_intake.store.questions import next_version
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented, Supplement
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def add_supplement(work: UnitOfWork, principal: Principal, reference: str, new: NewSupplement) -> Question:
    """Record what was added, tell the others, and return the question with it.

    Raises:
        NotFound: the question is not the principal's own.
        Conflict: nothing can be added any more.
        TooManyRequests: the principal hands in too often.
    """
    await SUBMISSIONS.count(principal)
    question = await take_own(work, principal, reference, Act.SUPPLEMENT)
    now = work.clock.now()
    event = QuestionSupplemented(
        question_id=question.id,
        reference=reference,
        supplemented_at=now,
        version=await next_version(work.session, question.id),
        supplement=Supplement(text=new.text, consent_to_share=new.consent_to_share),
    )
    said = Said(text=new.text, consent=new.consent_to_share)
    return await record_act(work, principal, question, Act.SUPPLEMENT, event, now, said)
