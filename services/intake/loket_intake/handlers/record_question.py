"""The one place where a question begins, whether it came by the pages or by the API."""

from uuid import UUID

from loket_intake.domain.access import identifies
from loket_intake.domain.marks import Marks
from loket_intake.domain.new_question import NewQuestion
from loket_intake.domain.promise import first_response_due, local_date
from loket_intake.domain.question import Question
from loket_intake.domain.submission import asker_of, belonging_of, content_of
from loket_intake.handlers.submission_limit import SUBMISSIONS
from loket_intake.store.questions import NewRow, insert_question
from loket_intake.store.sealing import seal_content
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork


async def record_question(work: UnitOfWork, principal: Principal, new: NewQuestion, question_id: UUID) -> Question:
    """Record ``new`` under ``question_id``, whose keys exist already, and publish it.

    Raises:
        TooManyRequests: the principal hands in too often.
    """
    await SUBMISSIONS.count(principal)
    now, marks = work.clock.now(), Marks(work.vault.pseudonym)
    content, due = content_of(new, principal.institution or ""), first_response_due(now)
    belonging = belonging_of(new, principal, marks)
    row = NewRow(
        id=question_id,
        language=new.language,
        submitted_at=now,
        first_response_due=due,
        submitter=belonging.submitter,
        person=belonging.person,
        institution=belonging.institution,
        address=marks.address(principal.institution or "", principal.email) if identifies(principal) else None,
        content=await seal_content(work, question_id, content),
    )
    reference = await insert_question(work, row, local_date(now).year)
    await work.publish(
        QuestionSubmitted(
            question_id=question_id,
            reference=reference,
            submitted_at=now,
            language=new.language,
            number_of_files=0,
            question=content,
            asker=asker_of(new, principal),
        )
    )
    await work.audit(principal, "submit-question", reference)
    return Question(question_id, reference, new.language, now, due, content, now)
