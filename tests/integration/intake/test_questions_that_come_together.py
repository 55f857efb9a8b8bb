"""Questions that come at the same time share a transaction, and end as if each had come alone."""

import asyncio
from typing import Any

import pytest
from kit.intake_service import PEOPLE, QUESTION, IntakeService
from sqlalchemy import select

from loket_intake.domain.question import Question
from loket_intake.handlers.question_body import QuestionBody
from loket_intake.handlers.rate_limits import SUBMISSION_LIMIT
from loket_intake.handlers.submit_question import Submission, submit_questions
from loket_shared.audit.tables import AUDIT_RECORDS
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.failures import (
    ErasedError,
    IdempotencyKeyReusedError,
    InvalidInputError,
    TooManyRequestsError,
)
from loket_shared.idempotency import IdempotentRequest
from loket_shared.observability.tracing import context_of
from loket_shared.principal import Principal

ASKER = PEOPLE["asker"]


def submission(
    key: str | None = None, *, principal: Principal = ASKER, trace: str | None = None, **changes: Any
) -> Submission:
    """Return a submission under ``key``, with these changes to the question."""
    sent = QUESTION | changes
    sending = IdempotentRequest(principal, key, "/v1/questions", sent) if key else None
    return Submission(principal, QuestionBody.model_validate(sent), sending, context_of(trace))


async def submit(desk: IntakeService, *submissions: Submission) -> list[Question | Exception]:
    """Submit in one transaction."""
    async with desk.unit_of_work() as work:
        return await submit_questions(work, submissions)


async def submit_one(desk: IntakeService, sent: Submission) -> Question:
    """Submit one question, which is not refused."""
    (question,) = await submit(desk, sent)
    assert isinstance(question, Question)
    return question


@pytest.mark.asyncio
async def test_each_is_a_question_an_event_and_an_act(desk: IntakeService) -> None:
    questions = await submit(desk, *(submission(subject=f"Vraag {number}") for number in range(5)))
    references = [question.reference for question in questions if isinstance(question, Question)]
    assert len(set(references)) == 5
    assert await desk.audited() == [("question.submitted", reference) for reference in references]
    events = [event for event in await desk.events_for("backoffice") if isinstance(event, QuestionSubmitted)]
    sent = {event.reference: event.question.subject for event in events if event.question}
    assert sent == {reference: f"Vraag {number}" for number, reference in enumerate(references)}
    for number, reference in enumerate(references):
        assert (await desk.get("asker", f"/v1/questions/{reference}")).json()["subject"] == f"Vraag {number}"


@pytest.mark.asyncio
async def test_each_is_recorded_in_its_own_trace(desk: IntakeService) -> None:
    traces = [f"{number:032x}" for number in (1, 2)]
    await submit(desk, *(submission(trace=f"00-{trace}-{1:016x}-01") for trace in traces))
    async with desk.database.transaction() as session:
        query = select(AUDIT_RECORDS.c.trace_id).order_by(AUDIT_RECORDS.c.position)
        assert list((await (await session.connection()).execute(query)).scalars()) == traces


@pytest.mark.asyncio
async def test_a_refusal_leaves_the_others_and_its_key_free(desk: IntakeService) -> None:
    outcomes = await submit(desk, submission("k-1"), submission("k-2", neededBy="2026-11-01"), submission())
    assert [type(outcome) for outcome in outcomes] == [Question, InvalidInputError, Question]
    assert len(await desk.audited()) == 2
    assert await submit_one(desk, submission("k-2"))


@pytest.mark.asyncio
async def test_who_submits_too_often_hinders_nobody(desk: IntakeService, monkeypatch: pytest.MonkeyPatch) -> None:
    def enforce(principal: Principal) -> None:
        if principal.subject == "colleague":
            raise TooManyRequestsError(1)

    monkeypatch.setattr(SUBMISSION_LIMIT, "enforce", enforce)
    often = submission("k-1", principal=PEOPLE["colleague"])
    outcomes = await submit(desk, often, submission("k-1"))
    assert [type(outcome) for outcome in outcomes] == [TooManyRequestsError, Question]


@pytest.mark.asyncio
async def test_repeats_among_new_questions_get_the_first_answer(desk: IntakeService) -> None:
    first, gone = await submit_one(desk, submission("k-1")), await submit_one(desk, submission("k-2"))
    desk.keys.destroy(gone.id)
    other = submission("k-1", subject="Iets anders")
    again, erased, reused, new = await submit(desk, submission("k-1"), submission("k-2"), other, submission("k-3"))
    assert isinstance(again, Question)
    assert again.id == first.id
    assert (type(erased), type(reused)) == (ErasedError, IdempotencyKeyReusedError)
    assert isinstance(new, Question)
    assert len(await desk.audited()) == 3


@pytest.mark.asyncio
async def test_a_portal_that_sends_many_at_once_gets_each_answer(desk: IntakeService) -> None:
    async def send(number: int) -> tuple[str, str]:
        headers = {"Idempotency-Key": f"k-{number % 10}"}
        async with desk.as_("university-portal") as client:
            answer = await client.post("/v1/questions", json=QUESTION | {"subject": f"V{number % 10}"}, headers=headers)
        return answer.json()["subject"], answer.json()["reference"]

    answers = await asyncio.gather(*map(send, range(30)))
    assert [subject for subject, _ in answers] == [f"V{number % 10}" for number in range(30)]
    assert len(set(answers)) == 10
    assert len(await desk.audited()) == 10
