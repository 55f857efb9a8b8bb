"""The undelivered mails to the asker, and the periods in which the desk waits for a reply.

A request for information pauses the term of the answer while the desk waits for the asker
(docs/domain.md#service-levels). If its mail fails, the asker does not know of it. From the moment that the failure
is known, the term runs
again. It pauses again when an officer informs the asker by telephone, or when the mail arrives after all. The time
before the failure counts as waiting: the request stood on the asker's page, and its mail was tried.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.facts import (
    Answered,
    CaseFact,
    FeedbackGiven,
    InformationRequested,
    MessageArrived,
    MessageFailed,
    Supplemented,
    ToldByTelephone,
    Withdrawn,
)
from loket_shared.contracts.notification_event import INFORMATION_NEEDED
from loket_shared.worktime import Span

_HEARD_OF = (Supplemented, Withdrawn, FeedbackGiven)
_LETTERS = (Supplemented, Withdrawn, InformationRequested, Answered)
_ORDER = (InformationRequested, MessageFailed, MessageArrived, ToldByTelephone, Supplemented, Answered)


@dataclass
class WaitingPeriods:
    """The periods in which the desk waited for the asker: those that ended, and the start of one that still lasts."""

    ended: list[Span] = field(default_factory=list)
    since: datetime | None = None


def waiting_periods(facts: Iterable[CaseFact]) -> WaitingPeriods:
    """Return the waiting periods: from a request for information until the asker reacts, or until its mail fails."""
    waiting, asked, lost = WaitingPeriods(), list[datetime](), None
    for fact in sorted((fact for fact in facts if isinstance(fact, _ORDER)), key=_place):
        match fact:
            case InformationRequested():
                asked.append(fact.at)
                waiting.since, lost = waiting.since or fact.at, None
            case MessageFailed() if waiting.since and _is_about(fact, asked):
                _end(waiting, fact.at)
                lost = fact.delivery_id
            case MessageArrived() if lost == fact.delivery_id:
                waiting.since, lost = fact.at, None
            case ToldByTelephone() if lost:
                waiting.since, lost = fact.at, None
            case Supplemented() | Answered():
                _end(waiting, fact.at)
                asked, lost = [], None
            case _:
                pass
    return waiting


def unreached_messages(case: Case) -> tuple[MessageFailed, ...]:
    """Return the undelivered mails, oldest first; none once the asker is known to be informed."""
    if not case.has_fact(MessageFailed):
        return ()
    known = [fact.at for fact in case.facts if isinstance(fact, (ToldByTelephone, *_HEARD_OF))]
    outcomes: list[MessageFailed | MessageArrived] = [*case.facts_of(MessageFailed), *case.facts_of(MessageArrived)]
    last = {fact.delivery_id: fact for fact in sorted(outcomes, key=lambda fact: fact.at)}
    failed = (fact for fact in last.values() if isinstance(fact, MessageFailed))
    return tuple(fact for fact in failed if all(moment < fact.at for moment in known))


def asker_wrote_last(case: Case) -> bool:
    """Return whether the last message between asker and desk is the asker's; feedback needs no reply."""
    if not case.has_fact(Supplemented, Withdrawn):
        return False
    letters = sorted((fact for fact in case.facts if isinstance(fact, _LETTERS)), key=lambda fact: fact.at)
    return isinstance(letters[-1], (Supplemented, Withdrawn))


def _is_about(failed: MessageFailed, asked: list[datetime]) -> bool:
    """Return whether the mail was about the newest request for information; mails about earlier ones do not count."""
    if failed.occasion != INFORMATION_NEEDED:
        return False
    return bool(asked) and (failed.written_at is None or failed.written_at >= asked[-1])


def _end(waiting: WaitingPeriods, at: datetime) -> None:
    if waiting.since:
        waiting.ended.append(Span(waiting.since, at))
    waiting.since = None


def _place(fact: CaseFact) -> tuple[datetime, int]:
    """Return the sort key of a fact among facts of the same moment: a cause comes before its effect."""
    return fact.at, next(place for place, kind in enumerate(_ORDER) if isinstance(fact, kind))
