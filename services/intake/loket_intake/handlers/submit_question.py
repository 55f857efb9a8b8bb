"""Submits questions: over the API, where those that come at the same time share a transaction, or from a draft."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from opentelemetry.context import Context, get_current

from loket_intake.domain.access import ownership_of, require_asker, verified_address_of
from loket_intake.domain.input_errors import require_not_past
from loket_intake.domain.institutions import institution_by_ror_id
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import Question, is_incident_report
from loket_intake.domain.service_promise import first_response_due
from loket_intake.handlers.drafts import require_draft
from loket_intake.handlers.question_body import QuestionBody
from loket_intake.handlers.rate_limits import SUBMISSION_LIMIT
from loket_intake.store.drafts import delete_draft
from loket_intake.store.earlier_release import question_of_key
from loket_intake.store.questions import NewQuestion, draw_references, insert_questions, load_question
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.shared_parts import Asker, Institution, Partner, QuestionContent, Recipient
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import DomainError, ErasedError, FieldError, InvalidInputError, TransientError
from loket_shared.idempotency import Claim, IdempotentRequest, LegacyKey, claim_each, first_request, forget_keys
from loket_shared.local_time import local_date
from loket_shared.observability.tracing import within
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

_ONLY_CLIENTS = BilingualText(
    nl="Alleen een systeem van een instelling dient in namens iemand.",
    en="Only a system of an institution hands in for somebody.",
)


class Submission(NamedTuple):
    """A question that came over the API in ``trace``; ``sending`` is None if the caller gave no key."""

    principal: Principal
    body: QuestionBody
    sending: IdempotentRequest | None
    trace: Context

    @classmethod
    def of(cls, principal: Principal, body: QuestionBody, sending: IdempotentRequest | None) -> "Submission":
        """Return the submission of ``body`` in the current trace.

        Raises:
            ForbiddenError: the principal may not submit questions.
            InvalidInputError: a person asks for another.
        """
        require_asker(principal)
        if body.on_behalf_of and not principal.machine:
            raise InvalidInputError(FieldError("onBehalfOf", _ONLY_CLIENTS))
        return cls(principal, body, sending, get_current())


async def submit_questions(work: UnitOfWork, submissions: Sequence[Submission]) -> list[Question | Exception]:
    """Record questions and publish them; return each question, or the error that refuses it.

    The submissions have different keys. If a key was used in the last 24 hours, nothing new is recorded: the question
    that was submitted under it is returned as it stands now, or ErasedError or IdempotencyKeyReusedError. A new
    question is refused by InvalidInputError if the day by which an answer is needed has passed, and by
    TooManyRequestsError.
    """
    new = {await work.allocate_question_id(): submission for submission in submissions}
    repeated = await _claim_keys(work, new)
    outcomes: dict[UUID, Question | Exception] = {}
    for question_id, submission in new.items():
        try:
            if question_id in repeated:
                outcomes[question_id] = await _load_submitted(work, repeated[question_id])
            else:
                _check(work, submission)
        except (DomainError, ErasedError, TransientError) as refusal:
            outcomes[question_id] = refusal
    await forget_keys(work, [str(name) for name, outcome in outcomes.items() if isinstance(outcome, Exception)])
    accepted = {question_id: each for question_id, each in new.items() if question_id not in outcomes}
    outcomes |= await _record(work, accepted)
    return [outcomes[question_id] for question_id in new]


async def submit_draft(work: UnitOfWork, principal: Principal, draft_id: UUID, body: QuestionBody) -> str:
    """Delete the draft, record its question under the same id, publish it and return the reference.

    Raises:
        ForbiddenError: the principal may not submit questions.
        NotFoundError: the principal has no such draft.
        AlreadySubmittedError: the draft was submitted before.
        TooManyRequestsError: the principal submits too often.
    """
    submission = Submission.of(principal, body, None)
    await require_draft(work, principal, draft_id)
    await delete_draft(work, draft_id)
    SUBMISSION_LIMIT.enforce(principal)
    submitted = await _record(work, {draft_id: submission})
    return submitted[draft_id].reference


def _check(work: UnitOfWork, submission: Submission) -> None:
    """Refuse a new question; a repeat is not refused, because the day may have passed since the first request."""
    require_not_past("neededBy", submission.body.needed_by, local_date(work.clock.now()))
    SUBMISSION_LIMIT.enforce(submission.principal)


async def _record(work: UnitOfWork, submissions: Mapping[UUID, Submission]) -> dict[UUID, Question]:
    """Store questions under their ids, which were allocated with their keys, and publish them."""
    references = await draw_references(work, local_date(work.clock.now()).year, len(submissions))
    new = [
        _new_question(work, question_id, reference, submission)
        for reference, (question_id, submission) in zip(references, submissions.items(), strict=True)
    ]
    await insert_questions(work, new)
    for question, submission in zip(new, submissions.values(), strict=True):
        with within(submission.trace):
            await work.publish(_event(question, submission))
            await work.audit(submission.principal, "question.submitted", question.reference)
    return {
        question.id: Question(
            question.id,
            question.reference,
            question.language,
            question.submitted_at,
            question.first_response_due,
            question.content,
            seen_at=question.submitted_at,
        )
        for question in new
    }


def _new_question(work: UnitOfWork, question_id: UUID, reference: str, submission: Submission) -> NewQuestion:
    principal, body, now = submission.principal, submission.body, work.clock.now()
    pseudonyms, named = Pseudonyms(work.vault.pseudonym), body.on_behalf_of
    ownership = ownership_of(
        principal,
        pseudonyms,
        on_behalf_of=named.email if named else None,
        is_report=is_incident_report(body.kind, body.topics),
        is_shared=body.share_with_coordinator,
    )
    return NewQuestion(
        question_id,
        reference,
        body.language,
        submitted_at=now,
        first_response_due=first_response_due(now),
        ownership=ownership,
        address=verified_address_of(principal, pseudonyms),
        content=_content(body, principal),
    )


def _event(question: NewQuestion, submission: Submission) -> QuestionSubmitted:
    principal = submission.principal
    return QuestionSubmitted(
        question_id=question.id,
        reference=question.reference,
        submitted_at=question.submitted_at,
        language=question.language,
        number_of_files=0,
        question=question.content,
        asker=Asker(
            subject=principal.subject,
            name=principal.name,
            email=principal.email or None,
            recipients=_recipients(submission.body, principal),
        ),
    )


def _content(body: QuestionBody, principal: Principal) -> QuestionContent:
    institution = institution_by_ror_id(principal.institution or "")
    return QuestionContent(
        kind=body.kind,
        topics=body.topics,
        subject=body.subject,
        description=body.description,
        fields=body.fields,
        countries=body.countries,
        partners=tuple(Partner(**partner.model_dump()) for partner in body.partners),
        needed_by=body.needed_by,
        discussed_with_coordinator=body.discussed_with_coordinator,
        consent_to_share=body.consent_to_share,
        answers=body.answers,
        institution=Institution(ror_id=institution.ror_id, name=institution.name, kind=institution.kind),
    )


def _recipients(body: QuestionBody, principal: Principal) -> tuple[Recipient, ...]:
    """Return the recipients of the mails: the submitter, the person whom a client names, or else the coordinators."""
    if body.on_behalf_of:
        return (Recipient(name=body.on_behalf_of.name, email=body.on_behalf_of.email),)
    if principal.machine:
        return institution_by_ror_id(principal.institution or "").coordinators
    return (Recipient(name=principal.name, email=principal.email),) if principal.email else ()


async def _claim_keys(work: UnitOfWork, submissions: Mapping[UUID, Submission]) -> Mapping[UUID, Claim]:
    """Claim the keys, and return the claims of the keys that were used before."""
    claims = {
        question_id: Claim(each.sending, str(question_id), _former_key(work, each.sending, each.body))
        for question_id, each in submissions.items()
        if each.sending
    }
    free = await claim_each(work, list(claims.values()))
    return {question_id: claims[question_id] for question_id, is_free in zip(claims, free, strict=True) if not is_free}


def _former_key(work: UnitOfWork, sending: IdempotentRequest, body: QuestionBody) -> LegacyKey:
    pseudonyms = Pseudonyms(work.vault.pseudonym)
    key = pseudonyms.former_idempotency_key(sending.principal, sending.key)
    return LegacyKey(key, lambda: pseudonyms.former_fingerprint(body.model_dump(mode="json")))


async def _load_submitted(work: UnitOfWork, claim: Claim) -> Question:
    """Return the question that was submitted first under the key, as it stands now."""
    first = await first_request(work, claim.sending, claim.formerly)
    question_id = UUID(first.subject) if first.subject else await question_of_key(work, first.key)
    question = await load_question(work, question_id)
    if question is None:
        raise ErasedError
    return question
