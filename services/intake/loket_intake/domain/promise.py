"""What the asker may expect next, and when (domain description section 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from loket_intake.domain.facts import Fact, FactKind
from loket_intake.domain.status import Status, in_order, status_of
from loket_policy.asker_texts import LOOKED_AT_BY_MINISTRIES
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.worktime import Calendar, add_working_time

FIRST_RESPONSE = timedelta(hours=16)
"""Working time: the published 48 hours on working days."""

_CALENDAR = Calendar()
_ZONE = ZoneInfo(_CALENDAR.time_zone)
_FIRST = BilingualText(nl="U krijgt uiterlijk {due} een eerste reactie.", en="You get a first response by {due}.")
_ANSWER = BilingualText(nl="U krijgt uiterlijk {due} antwoord.", en="You get an answer by {due}.")
_RESPONSE = BilingualText(
    nl="Het loket reageert uiterlijk {due} op uw bericht.", en="The desk responds to your message by {due}."
)
_IN_PROGRESS = BilingualText(nl="Het loket werkt aan uw antwoord.", en="The desk is working on your answer.")
_WAITING = BilingualText(
    nl="Het loket wacht op uw reactie. Zolang u niet reageert, staat de termijn stil.",
    en="The desk is waiting for your reply. The deadline is paused until then.",
)
_LATE = BilingualText(
    nl="Het duurt langer dan wij hadden beloofd. Het loket werkt nog aan uw antwoord.",
    en="This takes longer than we promised. The desk is still working on your answer.",
)
_ANSWERED = BilingualText(nl="Het loket heeft geantwoord.", en="The desk has answered.")
_WITHDRAWN = BilingualText(nl="U hebt uw vraag ingetrokken.", en="You withdrew your question.")
_PATTERNS: dict[Language, str] = {"nl": "EEEE d MMMM y 'om' HH:mm 'uur'", "en": "EEEE d MMMM y 'at' HH:mm"}


@dataclass(frozen=True)
class Promise:
    """A promise in words, with the moment it is due; None where no date can be promised."""

    text: BilingualText
    due: datetime | None = None


def local_date(moment: datetime) -> date:
    """Return the day it is at the desk."""
    return _CALENDAR.local_date(moment)


def first_response_due(submitted_at: datetime) -> datetime:
    """Return when the asker hears from the desk at the latest, as promised at submission."""
    return add_working_time(_CALENDAR, submitted_at, FIRST_RESPONSE)


def promise_of(first_response: datetime, facts: Iterable[Fact], now: datetime) -> Promise:
    """Return what the asker may expect after ``facts``: dates that the back office counts with, and none in the past.

    ``first_response`` was promised at the submission and counts until somebody of the desk responded.
    """
    history = in_order(facts)
    kept = _Dates(first_response)
    for fact in history:
        kept.take(fact)
    match status_of(history):
        case Status.WAITING_FOR_YOU:
            return Promise(_WAITING)
        case Status.ANSWERED | Status.CLOSED:
            return _by(_RESPONSE, kept.response, now) if kept.response else Promise(_ANSWERED)
        case Status.WITHDRAWN:
            return Promise(_WITHDRAWN)
        case _:
            return _while_open(kept, now)


class _Dates:
    """The dates that count after what happened so far."""

    def __init__(self, first_response: datetime) -> None:
        self.first: datetime | None = first_response
        self.answer: datetime | None = None
        self.response: datetime | None = None
        self.ministries = False

    def take(self, fact: Fact) -> None:
        match fact.kind:
            case FactKind.COORDINATION_STARTED:
                self.answer, self.ministries = fact.due, True
            case FactKind.ANSWER_DUE:
                self.answer = fact.due
            case FactKind.RESPONSE_DUE:
                self.response = fact.due
            case FactKind.INFORMATION_REQUESTED:
                self.first, self.answer = None, None
            case FactKind.ANSWERED | FactKind.CLOSED | FactKind.REOPENED | FactKind.WITHDRAWN:
                self.first, self.answer, self.response = None, None, None
            case _:
                pass


def _while_open(kept: _Dates, now: datetime) -> Promise:
    first = kept.first if kept.first and kept.first > now else None
    intro = LOOKED_AT_BY_MINISTRIES if kept.ministries else None
    if kept.answer is None and kept.first is None:
        return Promise(_after(intro, _IN_PROGRESS))
    if kept.answer is None and first:
        return _by(_FIRST, first, now)
    if kept.answer is None:
        return Promise(_LATE)
    if first and kept.answer > now:
        text = BilingualText(
            nl=f"U krijgt uiterlijk {_words(first, 'nl')} een eerste reactie, "
            f"en uiterlijk {_words(kept.answer, 'nl')} antwoord.",
            en=f"You get a first response by {_words(first, 'en')}, and an answer by {_words(kept.answer, 'en')}.",
        )
        return Promise(_after(intro, text), kept.answer)
    promise = _by(_ANSWER, kept.answer, now)
    return Promise(_after(intro, promise.text), promise.due)


def _by(sentence: BilingualText, due: datetime, now: datetime) -> Promise:
    """Promise ``sentence`` by ``due``; where that has passed, say that it did instead of naming it."""
    if due <= now:
        return Promise(_LATE)
    nl, en = sentence.nl.format(due=_words(due, "nl")), sentence.en.format(due=_words(due, "en"))
    return Promise(BilingualText(nl=nl, en=en), due)


def _after(intro: BilingualText | None, text: BilingualText) -> BilingualText:
    return BilingualText(nl=f"{intro.nl} {text.nl}", en=f"{intro.en} {text.en}") if intro else text


def _words(moment: datetime, language: Language) -> str:
    return format_datetime(moment, _PATTERNS[language], tzinfo=_ZONE, locale=language)
