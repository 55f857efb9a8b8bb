"""Questions as readers see them: the views of the API, and the sentences of the timeline and the promise."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Literal, Self

from babel.dates import format_datetime
from pydantic import Field

from loket_intake.domain.facts import FactKind, Status
from loket_intake.domain.question import Question, QuestionMetadata, TimelineEntry
from loket_intake.domain.service_promise import Promise, PromiseKind
from loket_policy.covert import LOOKED_AT_BY_MINISTRIES
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import Kind, Partner
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.local_time import DUTCH_TIME


class PromiseView(WireModel):
    """The promise to the asker and when it is due; ``due`` is null if no date can be promised."""

    text: BilingualText
    due: datetime | None


class TimelineEntryView(WireModel):
    """One line of the timeline."""

    time: datetime
    text: BilingualText


class MessageView(WireModel):
    """One message between the asker and the desk."""

    time: datetime
    side: Literal["asker", "desk"] = Field(alias="from")
    text: str


class AnswerView(WireModel):
    """The desk's answer."""

    text: str
    answered_at: datetime


class QuestionMetadataView(WireModel):
    """A question as the institution's coordinator sees it, without content."""

    reference: str
    topics: tuple[str, ...]
    status: Status
    submitted_at: datetime

    @classmethod
    def of(cls, metadata: QuestionMetadata) -> Self:
        """Return ``metadata`` as the API shows it."""
        return cls(
            reference=metadata.reference,
            topics=metadata.topics,
            status=metadata.status,
            submitted_at=metadata.submitted_at,
        )


class QuestionView(WireModel):
    """A question as its own asker sees it."""

    reference: str
    kind: Kind
    topics: tuple[str, ...]
    subject: str
    description: str
    fields: tuple[str, ...]
    countries: tuple[str, ...]
    partners: tuple[Partner, ...]
    needed_by: date | None
    consent_to_share: bool
    status: Status
    submitted_at: datetime
    promise: PromiseView
    timeline: tuple[TimelineEntryView, ...]
    messages: tuple[MessageView, ...]
    answer: AnswerView | None

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return ``question`` as the API shows it."""
        content, promise, answer = question.content, question.promise, question.answer
        return cls(
            reference=question.reference,
            kind=content.kind,
            topics=content.topics,
            subject=content.subject,
            description=content.description,
            fields=content.fields,
            countries=content.countries,
            partners=content.partners,
            needed_by=content.needed_by,
            consent_to_share=question.consent_to_share,
            status=question.status,
            submitted_at=question.submitted_at,
            promise=PromiseView(text=promise_text(promise), due=promise.due),
            timeline=tuple(TimelineEntryView(time=each.time, text=timeline_text(each)) for each in question.timeline),
            messages=tuple(MessageView(time=each.time, side=each.side, text=each.text) for each in question.messages),
            answer=AnswerView(text=answer.text, answered_at=answer.answered_at) if answer else None,
        )


def view_of(found: Question | QuestionMetadata) -> QuestionView | QuestionMetadataView:
    """Return a question, or its metadata, as the API shows it."""
    return QuestionView.of(found) if isinstance(found, Question) else QuestionMetadataView.of(found)


SUBMITTED = BilingualText(nl="Uw vraag is ontvangen.", en="Your question was received.")

TIMELINE_TEXTS: Mapping[FactKind, BilingualText] = MappingProxyType(
    {
        FactKind.OPENED: BilingualText(nl="Het loket behandelt uw vraag.", en="The desk is working on your question."),
        FactKind.COORDINATION_STARTED: BilingualText(
            nl=f"{LOOKED_AT_BY_MINISTRIES.nl} Dat vraagt meer tijd.",
            en=f"{LOOKED_AT_BY_MINISTRIES.en} This takes more time.",
        ),
        FactKind.INFORMATION_REQUESTED: BilingualText(
            nl="Het loket heeft u om informatie gevraagd.", en="The desk asked you for information."
        ),
        FactKind.SUPPLEMENTED: BilingualText(nl="U hebt uw vraag aangevuld.", en="You added to your question."),
        FactKind.ANSWERED: BilingualText(nl="Het loket heeft geantwoord.", en="The desk answered."),
        FactKind.FEEDBACK_GIVEN: BilingualText(
            nl="U hebt laten weten of het antwoord hielp.", en="You told whether the answer helped."
        ),
        FactKind.CLOSED: BilingualText(nl="De behandeling is afgesloten.", en="The case was closed."),
        FactKind.REOPENED: BilingualText(nl="De behandeling is heropend.", en="The case was reopened."),
        FactKind.WITHDRAWN: BilingualText(nl="U hebt uw vraag ingetrokken.", en="You withdrew your question."),
    }
)

_PROMISES: Mapping[PromiseKind, BilingualText] = MappingProxyType(
    {
        PromiseKind.FIRST_RESPONSE: BilingualText(
            nl="U krijgt uiterlijk {due} een eerste reactie.", en="You get a first response by {due}."
        ),
        PromiseKind.ANSWER: BilingualText(nl="U krijgt uiterlijk {due} antwoord.", en="You get an answer by {due}."),
        PromiseKind.FIRST_RESPONSE_AND_ANSWER: BilingualText(
            nl="U krijgt uiterlijk {first_response} een eerste reactie, en uiterlijk {due} antwoord.",
            en="You get a first response by {first_response}, and an answer by {due}.",
        ),
        PromiseKind.RESPONSE_TO_MESSAGE: BilingualText(
            nl="Het loket reageert uiterlijk {due} op uw bericht.", en="The desk responds to your message by {due}."
        ),
        PromiseKind.IN_PROGRESS: BilingualText(
            nl="Het loket werkt aan uw antwoord.", en="The desk is working on your answer."
        ),
        PromiseKind.WAITING_FOR_ASKER: BilingualText(
            nl="Het loket wacht op uw reactie. Zolang u niet reageert, staat de termijn stil.",
            en="The desk is waiting for your reply. The deadline is paused until then.",
        ),
        PromiseKind.LATE: BilingualText(
            nl="Het duurt langer dan wij hadden beloofd. Het loket werkt nog aan uw antwoord.",
            en="This takes longer than we promised. The desk is still working on your answer.",
        ),
        PromiseKind.ANSWERED: BilingualText(nl="Het loket heeft geantwoord.", en="The desk has answered."),
        PromiseKind.WITHDRAWN: BilingualText(nl="U hebt uw vraag ingetrokken.", en="You withdrew your question."),
    }
)
_PATTERNS: dict[Language, str] = {"nl": "EEEE d MMMM y 'om' HH:mm 'uur'", "en": "EEEE d MMMM y 'at' HH:mm"}


def timeline_text(entry: TimelineEntry) -> BilingualText:
    """Return the sentence of a timeline entry."""
    return TIMELINE_TEXTS[entry.kind] if entry.kind else SUBMITTED


def promise_text(promise: Promise) -> BilingualText:
    """Return the promise as a sentence, its dates in the time of the desk."""
    sentence = _PROMISES[promise.kind]
    intro = LOOKED_AT_BY_MINISTRIES if promise.by_ministries else None

    def in_language(language: Language) -> str:
        moments = {"due": promise.due, "first_response": promise.first_response}
        dates = {name: _format(moment, language) for name, moment in moments.items() if moment}
        text = sentence.in_language(language).format(**dates)
        return f"{intro.in_language(language)} {text}" if intro else text

    return BilingualText(nl=in_language("nl"), en=in_language("en"))


def _format(moment: datetime, language: Language) -> str:
    return _format_minute(moment.replace(second=0, microsecond=0), language)


@lru_cache(1024)
def _format_minute(moment: datetime, language: Language) -> str:
    """Return a full minute in words; promises made at the same time are due in the same minute."""
    return format_datetime(moment, _PATTERNS[language], tzinfo=DUTCH_TIME, locale=language)
