"""Submits a question: over the API, or from a draft of the pages."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, StrictBool

from loket_intake.domain.access import ownership_of, require_asker, verified_address_of
from loket_intake.domain.field_types import (
    CountryCode,
    EmailAddress,
    FieldCode,
    IsoDate,
    PartnerTypeCode,
    RorId,
    TopicCode,
    Website,
    without_duplicates,
)
from loket_intake.domain.input_errors import require_not_past
from loket_intake.domain.institutions import institution_by_ror_id
from loket_intake.domain.pseudonyms import Pseudonyms
from loket_intake.domain.question import Question, is_incident_report
from loket_intake.domain.service_promise import first_response_due
from loket_intake.handlers.drafts import require_draft
from loket_intake.handlers.rate_limits import SUBMISSION_LIMIT
from loket_intake.store.drafts import delete_draft
from loket_intake.store.earlier_release import question_of_key
from loket_intake.store.questions import NewQuestion, insert_question, load_question
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.model import InputModel
from loket_shared.contracts.shared_parts import Asker, Institution, Partner, QuestionContent, Recipient
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.failures import ErasedError, FieldError, InvalidInputError
from loket_shared.idempotency import FirstRequest, IdempotentRequest, LegacyKey, claim
from loket_shared.local_time import local_date
from loket_shared.principal import Principal
from loket_shared.text_types import Line, Name, Prose
from loket_shared.unit_of_work import UnitOfWork

_ONLY_CLIENTS = BilingualText(
    nl="Alleen een systeem van een instelling dient in namens iemand.",
    en="Only a system of an institution hands in for somebody.",
)


class PartnerBody(InputModel):
    """An organisation that the question is about."""

    name: Name
    type: PartnerTypeCode
    country: CountryCode | None = None
    ror_id: RorId | None = None
    website: Annotated[Website, Field(max_length=500)] | None = None


class OnBehalfOfBody(InputModel):
    """The person for whom a machine client submits a question."""

    name: Name
    email: Annotated[EmailAddress, Field(max_length=254)]


class QuestionBody(InputModel):
    """A question as it is submitted (docs/domain.md#topics); asker and institution come from the sign-in.

    ``share_with_coordinator`` matters only for a report of an incident: without it the institution's
    coordinator does not learn that the report exists.
    """

    kind: Literal["question", "incident"] = "question"
    topics: Annotated[tuple[TopicCode, ...], Field(min_length=1, max_length=3), without_duplicates]
    subject: Annotated[Line, Field(min_length=1, max_length=200)]
    description: Annotated[Prose, Field(min_length=1, max_length=20_000)]
    fields: Annotated[tuple[FieldCode, ...], Field(max_length=30), without_duplicates] = ()
    countries: Annotated[tuple[CountryCode, ...], Field(max_length=50), without_duplicates] = ()
    partners: Annotated[tuple[PartnerBody, ...], Field(max_length=20)] = ()
    needed_by: IsoDate | None = None
    language: Language = "nl"
    discussed_with_coordinator: StrictBool | None = None
    consent_to_share: StrictBool
    share_with_coordinator: StrictBool = False
    answers: Annotated[dict[Name, Annotated[Prose, Field(max_length=5_000)]], Field(max_length=50)] = Field(
        default_factory=dict
    )
    on_behalf_of: OnBehalfOfBody | None = None


async def submit_question(
    work: UnitOfWork, principal: Principal, body: QuestionBody, sending: IdempotentRequest | None = None
) -> Question:
    """Record a question that came over the API, and publish it.

    If the key of ``sending`` was used in the last 24 hours, nothing new is recorded: the question that was submitted
    under it is returned as it stands now.

    Raises:
        ForbiddenError: the principal may not submit questions.
        InvalidInputError: the day by which an answer is needed has passed, or a person asks for another.
        IdempotencyKeyReusedError: the key was used for something else.
        TooManyRequestsError: the principal submits too often.
    """
    require_asker(principal)
    if body.on_behalf_of and not principal.machine:
        raise InvalidInputError(FieldError("onBehalfOf", _ONLY_CLIENTS))
    question_id = await work.allocate_question_id()
    if sending and (first := await claim(work, sending, str(question_id), _former_key(work, sending, body))):
        return await _load_submitted(work, first)
    # Only now: the day may have passed since the question was submitted under this key.
    require_not_past("neededBy", body.needed_by, local_date(work.clock.now()))
    return await _record(work, principal, body, question_id)


async def submit_draft(work: UnitOfWork, principal: Principal, draft_id: UUID, body: QuestionBody) -> str:
    """Delete the draft, record its question under the same id, publish it and return the reference.

    Raises:
        ForbiddenError: the principal may not submit questions.
        NotFoundError: the principal has no such draft.
        AlreadySubmittedError: the draft was submitted before.
        TooManyRequestsError: the principal submits too often.
    """
    require_asker(principal)
    await require_draft(work, principal, draft_id)
    await delete_draft(work, draft_id)
    return (await _record(work, principal, body, draft_id)).reference


async def _record(work: UnitOfWork, principal: Principal, body: QuestionBody, question_id: UUID) -> Question:
    """Store a question under ``question_id``, which was allocated with its keys, and publish it."""
    SUBMISSION_LIMIT.enforce(principal)
    now, pseudonyms, content = work.clock.now(), Pseudonyms(work.vault.pseudonym), _content(body, principal)
    due, named = first_response_due(now), body.on_behalf_of
    ownership = ownership_of(
        principal,
        pseudonyms,
        on_behalf_of=named.email if named else None,
        is_report=is_incident_report(body.kind, body.topics),
        is_shared=body.share_with_coordinator,
    )
    address = verified_address_of(principal, pseudonyms)
    new = NewQuestion(question_id, body.language, now, due, ownership, address, content)
    reference = await insert_question(work, new)
    await work.publish(
        QuestionSubmitted(
            question_id=question_id,
            reference=reference,
            submitted_at=now,
            language=body.language,
            number_of_files=0,
            question=content,
            asker=Asker(
                subject=principal.subject,
                name=principal.name,
                email=principal.email or None,
                recipients=_recipients(body, principal),
            ),
        )
    )
    await work.audit(principal, "question.submitted", reference)
    return Question(question_id, reference, body.language, now, due, content, now)


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


def _former_key(work: UnitOfWork, sending: IdempotentRequest, body: QuestionBody) -> LegacyKey:
    pseudonyms = Pseudonyms(work.vault.pseudonym)
    key = pseudonyms.former_idempotency_key(sending.principal, sending.key)
    return LegacyKey(key, lambda: pseudonyms.former_fingerprint(body.model_dump(mode="json")))


async def _load_submitted(work: UnitOfWork, first: FirstRequest) -> Question:
    """Return the question that was submitted first under the key, as it stands now."""
    question_id = UUID(first.subject) if first.subject else await question_of_key(work, first.key)
    question = await load_question(work, question_id)
    if question is None:
        raise ErasedError
    return question
