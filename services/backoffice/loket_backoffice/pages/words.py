"""Codes of the work place in words."""

from collections.abc import Mapping

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.policies import ClockName
from loket_backoffice.domain.queues import Queue
from loket_shared.contracts.texts import Text

Badge = tuple[str, Text]
"""The kind of badge, and its words."""

CASE_STATES: Mapping[str, Badge] = {
    CaseState.EXPECTED: ("neutral", Text(nl="Verwacht", en="Expected")),
    CaseState.AWAITING_ROUTE: ("neutral", Text(nl="Wacht op route", en="Awaiting route")),
    CaseState.TRIAGE: ("warning", Text(nl="Op te pakken", en="To be taken up")),
    CaseState.CONFIRMATION: ("warning", Text(nl="Route te bevestigen", en="Route to be confirmed")),
    CaseState.IN_PROGRESS: ("active", Text(nl="In behandeling", en="In progress")),
    CaseState.IN_COORDINATION: ("active", Text(nl="In afstemming", en="Being coordinated")),
    CaseState.WAITING_FOR_ASKER: ("warning", Text(nl="Wacht op indiener", en="Waiting for the asker")),
    CaseState.ANSWER_IN_REVIEW: ("warning", Text(nl="Antwoord te accorderen", en="Answer to be approved")),
    CaseState.ANSWERED: ("success", Text(nl="Beantwoord", en="Answered")),
    CaseState.REPLIED: ("warning", Text(nl="Nieuwe reactie van de indiener", en="New reply from the asker")),
    CaseState.CLOSED: ("neutral", Text(nl="Gesloten", en="Closed")),
    CaseState.WITHDRAWN: ("neutral", Text(nl="Ingetrokken", en="Withdrawn")),
    CaseState.ERASED: ("neutral", Text(nl="Vernietigd", en="Erased")),
}

REQUEST_STATES: Mapping[str, Badge] = {
    RequestState.REQUESTED: ("warning", Text(nl="Gevraagd", en="Requested")),
    RequestState.ASSIGNED: ("active", Text(nl="Opgepakt", en="Taken up")),
    RequestState.DRAFTED: ("active", Text(nl="Concept", en="Draft")),
    RequestState.SUBMITTED: ("warning", Text(nl="Te accorderen", en="To be approved")),
    RequestState.RETURNED: ("warning", Text(nl="Teruggegeven", en="Returned")),
    RequestState.RELEASED: ("success", Text(nl="Vrijgegeven", en="Released")),
    RequestState.DECLINED: ("neutral", Text(nl="Geen bijdrage", en="No contribution")),
    RequestState.CANCELLED: ("neutral", Text(nl="Ingetrokken", en="Taken back")),
}

ANSWER_STATES: Mapping[str, Badge] = {
    AnswerState.NONE: ("neutral", Text(nl="Nog niet begonnen", en="Not begun")),
    AnswerState.DRAFT: ("active", Text(nl="Concept", en="Draft")),
    AnswerState.SUBMITTED: ("warning", Text(nl="Te accorderen", en="To be approved")),
    AnswerState.RETURNED: ("warning", Text(nl="Teruggegeven", en="Returned")),
    AnswerState.APPROVED: ("success", Text(nl="Verstuurd", en="Sent")),
}

CLOCK_STATES: Mapping[str, Badge] = {
    ClockState.RUNNING: ("active", Text(nl="Loopt", en="Running")),
    ClockState.PAUSED: ("neutral", Text(nl="Opgeschort", en="Paused")),
    ClockState.MET: ("success", Text(nl="Gehaald", en="Met")),
    ClockState.AT_RISK: ("warning", Text(nl="Loopt af", en="At risk")),
    ClockState.MISSED: ("danger", Text(nl="Niet gehaald", en="Missed")),
    ClockState.LAPSED: ("neutral", Text(nl="Vervallen", en="Lapsed")),
}

CLOCKS: Mapping[str, Text] = {
    ClockName.FIRST_RESPONSE: Text(nl="Eerste reactie", en="First response"),
    ClockName.ANSWER_DIRECT: Text(nl="Antwoord zonder departementen", en="Answer without departments"),
    ClockName.ANSWER_COORDINATED: Text(nl="Antwoord met departementen", en="Answer with departments"),
    ClockName.REPLY: Text(nl="Reactie op een bericht", en="Response to a message"),
    ClockName.CONTRIBUTION: Text(nl="Bijdrage", en="Contribution"),
    ClockName.CONTRIBUTION_URGENT: Text(nl="Spoedbijdrage", en="Urgent contribution"),
}

QUEUES: Mapping[str, Text] = {
    Queue.FRONT_OFFICE: Text(nl="Frontoffice", en="Front office"),
    Queue.MINE: Text(nl="Van mij", en="Mine"),
    Queue.DEPARTMENT: Text(nl="Mijn departement", en="My department"),
    Queue.ALL: Text(nl="Alle zaken", en="All cases"),
}

SERVICES: Mapping[str, Text] = {
    "intake": Text(nl="Vragen", en="Questions"),
    "routing": Text(nl="Routering", en="Routing"),
    "backoffice": Text(nl="Backoffice", en="Back office"),
    "notifications": Text(nl="Berichten", en="Notifications"),
}

OCCASIONS: Mapping[str, Text] = {
    "received": Text(nl="Ontvangstbevestiging", en="Confirmation of receipt"),
    "information-needed": Text(nl="Vraag om informatie", en="Request for information"),
    "coordination-started": Text(nl="Bericht van afstemming", en="Notice of coordination"),
    "answered": Text(nl="Bericht van antwoord", en="Notice of the answer"),
    "closed": Text(nl="Bericht van sluiting", en="Notice of closing"),
    "new-work": Text(nl="Nieuw werk", en="New work"),
    "work-at-risk": Text(nl="Werk loopt af", en="Work at risk"),
}

RESULTS: Mapping[str, Text] = {
    "ok": Text(nl="gelukt", en="done"),
    "refused": Text(nl="geweigerd", en="refused"),
    "failed": Text(nl="mislukt", en="failed"),
}
