"""The sentences that an asker reads about a question: its timeline and the promise."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from babel.dates import format_datetime

from loket_intake.domain.facts import FactKind
from loket_intake.domain.question import TimelineEntry
from loket_intake.domain.service_promise import Promise, PromiseKind
from loket_policy.covert import LOOKED_AT_BY_MINISTRIES
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.local_time import DUTCH_TIME

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
    return format_datetime(moment, _PATTERNS[language], tzinfo=DUTCH_TIME, locale=language)
