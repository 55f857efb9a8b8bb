"""The timeline of a case in sentences, as far as its reader may know."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from loket_backoffice.domain.access import known_requests
from loket_backoffice.domain.case import Case, open_facts
from loket_backoffice.domain.contributions import ContributionRequest, RequestState
from loket_backoffice.domain.facts import CaseFact, Rerouted, RouteDecided
from loket_policy import code_lists
from loket_shared.contracts.texts import BilingualText
from loket_shared.local_time import local_date
from loket_shared.principal import Principal


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One line of the timeline."""

    time: datetime
    text: BilingualText


SENTENCES: Mapping[str, BilingualText] = MappingProxyType(
    {
        "submitted": BilingualText(nl="Vraag ontvangen", en="Question received"),
        "supplemented": BilingualText(nl="Aanvulling van de indiener ontvangen", en="The asker added something"),
        "withdrawn": BilingualText(nl="Vraag ingetrokken door de indiener", en="Question withdrawn by the asker"),
        "route-decided": BilingualText(nl="Route bepaald", en="Route decided"),
        "left-unrouted": BilingualText(
            nl="Nog geen route; het loket pakt de vraag op", en="No route yet; the desk takes it up"
        ),
        "route-confirmed": BilingualText(nl="Route bevestigd", en="Route confirmed"),
        "rerouted": BilingualText(nl="Route met de hand gewijzigd", en="Route changed by hand"),
        "coordination-started": BilingualText(nl="Afstemming met departementen begonnen", en="Coordination started"),
        "assigned": BilingualText(nl="Zaak toegewezen", en="Case assigned"),
        "information-requested": BilingualText(
            nl="Informatie gevraagd aan de indiener", en="Information asked of the asker"
        ),
        "message-failed": BilingualText(
            nl="Bericht aan de indiener niet aangekomen", en="A message did not reach the asker"
        ),
        "message-arrived": BilingualText(
            nl="Bericht aan de indiener alsnog aangekomen", en="The message arrived after all"
        ),
        "told-by-telephone": BilingualText(nl="Indiener per telefoon ingelicht", en="The asker was told by telephone"),
        "answer-submitted": BilingualText(nl="Antwoord ter accordering aangeboden", en="Answer put up for approval"),
        "answer-returned": BilingualText(nl="Antwoord teruggegeven", en="Answer returned"),
        "answered": BilingualText(nl="Antwoord verstuurd", en="Answer sent"),
        "closed": BilingualText(nl="Zaak gesloten", en="Case closed"),
        "reopened": BilingualText(nl="Zaak heropend", en="Case reopened"),
        "feedback-given": BilingualText(
            nl="Reactie van de indiener op het antwoord", en="The asker's view of the answer"
        ),
        "erased": BilingualText(nl="Inhoud vernietigd", en="Content destroyed"),
    }
)
_HURRIED = BilingualText(nl="Zaak met spoed", en="Case made urgent")
_PROPOSED = BilingualText(nl="Nieuwe route voorgesteld", en="New route proposed")
_ACCEPTED = BilingualText(nl="Voorgestelde route aanvaard", en="Proposed route accepted")
_REFUSED = BilingualText(nl="Voorgestelde route afgewezen", en="Proposed route refused")
_ENDINGS: Mapping[RequestState, tuple[str, str]] = MappingProxyType(
    {
        RequestState.RELEASED: ("Bijdrage vrijgegeven", "Contribution released"),
        RequestState.DECLINED: ("Geen bijdrage", "No contribution"),
        RequestState.CANCELLED: ("Bijdrageverzoek ingetrokken", "Contribution request taken back"),
    }
)


def timeline_for(reader: Principal, case: Case) -> list[TimelineEntry]:
    """Return the entries that ``reader`` may know of, oldest first."""
    moments = [TimelineEntry(fact.at, sentence_of(fact)) for fact in open_facts(case)]
    for request in known_requests(reader, case):
        moments.extend(_of_request(request))
    return sorted(moments, key=lambda moment: moment.time)


def sentence_of(fact: CaseFact) -> BilingualText:
    """Return a fact as one sentence, without its content."""
    match fact:
        case RouteDecided(applies=False):
            return _PROPOSED
        case Rerouted(hurries=True):
            return _HURRIED
        case Rerouted(accepts=datetime()):
            return _ACCEPTED
        case Rerouted(refuses=datetime()):
            return _REFUSED
        case _:
            return SENTENCES[fact.kind]


def _of_request(request: ContributionRequest) -> Iterator[TimelineEntry]:
    yield _about(request, request.requested_at, "Bijdrage gevraagd", "Contribution asked")
    if request.ended_at:
        yield _about(request, request.ended_at, *_ENDINGS[request.state])


def _about(request: ContributionRequest, at: datetime, nl: str, en: str) -> TimelineEntry:
    """Return the line about a request, with the department's name of that day."""
    who = code_lists.department(request.department).named(local_date(at)).abbreviation
    return TimelineEntry(at, BilingualText(nl=f"{nl}: {who}", en=f"{en}: {who}"))
