"""What the asker may expect next, and when (domain description section 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from babel.dates import format_datetime

from loket_intake.domain.facts import Fact, FactKind
from loket_intake.domain.status import in_order
from loket_shared.contracts.asker_texts import LOOKED_AT_BY_MINISTRIES
from loket_shared.contracts.texts import Language, Text
from loket_shared.worktime.calendar import Calendar
from loket_shared.worktime.working_time import reached

FIRST_RESPONSE = timedelta(hours=16)
"""Working time: the published 48 hours on working days."""

_CALENDAR = Calendar()
_ZONE = ZoneInfo(_CALENDAR.time_zone)
_PATTERNS: dict[Language, str] = {"nl": "EEEE d MMMM y 'om' HH:mm 'uur'", "en": "EEEE d MMMM y 'at' HH:mm"}


@dataclass(frozen=True)
class Promise:
    """A promise in words with the moment it is due."""

    text: Text
    due: datetime


def local_date(moment: datetime) -> date:
    """Return the day it is at the desk."""
    return _CALENDAR.local_date(moment)


def first_response_due(submitted_at: datetime) -> datetime:
    """Return when the asker hears from the desk at the latest, as promised at submission."""
    return reached(_CALENDAR, submitted_at, FIRST_RESPONSE)


def promise_of(first_response: datetime, facts: Iterable[Fact]) -> Promise:
    """Return the promise in force: the first response, or the term that coordination set."""
    terms = [fact.due for fact in in_order(facts) if fact.kind is FactKind.COORDINATION_STARTED]
    if terms and (due := terms[-1]):
        return Promise(
            Text(
                nl=f"{LOOKED_AT_BY_MINISTRIES.nl} U krijgt uiterlijk {_words(due, 'nl')} antwoord.",
                en=f"{LOOKED_AT_BY_MINISTRIES.en} You get an answer by {_words(due, 'en')}.",
            ),
            due,
        )
    return Promise(
        Text(
            nl=f"U krijgt uiterlijk {_words(first_response, 'nl')} een eerste reactie.",
            en=f"You get a first response by {_words(first_response, 'en')}.",
        ),
        first_response,
    )


def _words(moment: datetime, language: Language) -> str:
    return format_datetime(moment, _PATTERNS[language], tzinfo=_ZONE, locale=language)
