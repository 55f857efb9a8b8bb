"""Codes of the work place in words."""

from collections.abc import Mapping

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.policies import ClockName
from loket_backoffice.domain.queues import Queue
from loket_shared.contracts.texts import BilingualText

Badge = tuple[str, BilingualText]
"""The kind of badge, and its words."""

CASE_STATES: Mapping[str, Badge] = {
    CaseState.EXPECTED: ("neutral", BilingualText(nl="Verwacht", en="Expected")),
    CaseState.AWAITING_ROUTE: ("neutral", BilingualText(nl="Wacht op route", en="Awaiting route")),
    CaseState.TRIAGE: ("warning", BilingualText(nl="Op te pakken", en="To be taken up")),
    CaseState.CONFIRMATION: ("warning", BilingualText(nl="Route te bevestigen", en="Route to be confirmed")),
    CaseState.IN_PROGRESS: ("active", BilingualText(nl="In behandeling", en="In progress")),
    CaseState.IN_COORDINATION: ("active", BilingualText(nl="In afstemming", en="Being coordinated")),
    CaseState.WAITING_FOR_ASKER: ("warning", BilingualText(nl="Wacht op indiener", en="Waiting for the asker")),
    CaseState.ANSWER_IN_REVIEW: ("warning", BilingualText(nl="Antwoord te accorderen", en="Answer to be approved")),
    CaseState.ANSWERED: ("success", BilingualText(nl="Beantwoord", en="Answered")),
    CaseState.REPLIED: ("warning", BilingualText(nl="Nieuwe reactie van de indiener", en="New reply from the asker")),
    CaseState.CLOSED: ("neutral", BilingualText(nl="Gesloten", en="Closed")),
    CaseState.WITHDRAWN: ("neutral", BilingualText(nl="Ingetrokken", en="Withdrawn")),
    CaseState.ERASED: ("neutral", BilingualText(nl="Vernietigd", en="Erased")),
}

REQUEST_STATES: Mapping[str, Badge] = {
    RequestState.REQUESTED: ("warning", BilingualText(nl="Gevraagd", en="Requested")),
    RequestState.ASSIGNED: ("active", BilingualText(nl="Opgepakt", en="Taken up")),
    RequestState.DRAFTED: ("active", BilingualText(nl="Concept", en="Draft")),
    RequestState.SUBMITTED: ("warning", BilingualText(nl="Te accorderen", en="To be approved")),
    RequestState.RETURNED: ("warning", BilingualText(nl="Teruggegeven", en="Returned")),
    RequestState.RELEASED: ("success", BilingualText(nl="Vrijgegeven", en="Released")),
    RequestState.DECLINED: ("neutral", BilingualText(nl="Geen bijdrage", en="No contribution")),
    RequestState.CANCELLED: ("neutral", BilingualText(nl="Ingetrokken", en="Taken back")),
}

ANSWER_STATES: Mapping[str, Badge] = {
    AnswerState.NONE: ("neutral", BilingualText(nl="Nog niet begonnen", en="Not begun")),
    AnswerState.DRAFT: ("active", BilingualText(nl="Concept", en="Draft")),
    AnswerState.SUBMITTED: ("warning", BilingualText(nl="Te accorderen", en="To be approved")),
    AnswerState.RETURNED: ("warning", BilingualText(nl="Teruggegeven", en="Returned")),
    AnswerState.APPROVED: ("success", BilingualText(nl="Verstuurd", en="Sent")),
}

CLOCK_STATES: Mapping[str, Badge] = {
    ClockState.RUNNING: ("active", BilingualText(nl="Loopt", en="Running")),
    ClockState.PAUSED: ("neutral", BilingualText(nl="Opgeschort", en="Paused")),
    ClockState.MET: ("success", BilingualText(nl="Gehaald", en="Met")),
    ClockState.AT_RISK: ("warning", BilingualText(nl="Loopt af", en="At risk")),
    ClockState.MISSED: ("danger", BilingualText(nl="Niet gehaald", en="Missed")),
    ClockState.LAPSED: ("neutral", BilingualText(nl="Vervallen", en="Lapsed")),
}

CLOCKS: Mapping[str, BilingualText] = {
    ClockName.FIRST_RESPONSE: BilingualText(nl="Eerste reactie", en="First response"),
    ClockName.ANSWER_DIRECT: BilingualText(nl="Antwoord zonder departementen", en="Answer without departments"),
    ClockName.ANSWER_COORDINATED: BilingualText(nl="Antwoord met departementen", en="Answer with departments"),
    ClockName.REPLY: BilingualText(nl="Reactie op een bericht", en="Response to a message"),
    ClockName.CONTRIBUTION: BilingualText(nl="Bijdrage", en="Contribution"),
    ClockName.CONTRIBUTION_URGENT: BilingualText(nl="Spoedbijdrage", en="Urgent contribution"),
}

QUEUES: Mapping[str, BilingualText] = {
    Queue.FRONT_OFFICE: BilingualText(nl="Frontoffice", en="Front office"),
    Queue.MINE: BilingualText(nl="Van mij", en="Mine"),
    Queue.DEPARTMENT: BilingualText(nl="Mijn departement", en="My department"),
    Queue.ALL: BilingualText(nl="Alle zaken", en="All cases"),
}

SERVICES: Mapping[str, BilingualText] = {
    "intake": BilingualText(nl="Vragen", en="Questions"),
    "routing": BilingualText(nl="Routering", en="Routing"),
    "backoffice": BilingualText(nl="Backoffice", en="Back office"),
    "notifications": BilingualText(nl="Berichten", en="Notifications"),
}

OCCASIONS: Mapping[str, BilingualText] = {
    "received": BilingualText(nl="Ontvangstbevestiging", en="Confirmation of receipt"),
    "information-needed": BilingualText(nl="Vraag om informatie", en="Request for information"),
    "coordination-started": BilingualText(nl="Bericht van afstemming", en="Notice of coordination"),
    "answered": BilingualText(nl="Bericht van antwoord", en="Notice of the answer"),
    "closed": BilingualText(nl="Bericht van sluiting", en="Notice of closing"),
    "new-work": BilingualText(nl="Nieuw werk", en="New work"),
    "work-at-risk": BilingualText(nl="Werk loopt af", en="Work at risk"),
}

RESULTS: Mapping[str, BilingualText] = {
    "ok": BilingualText(nl="gelukt", en="done"),
    "refused": BilingualText(nl="geweigerd", en="refused"),
    "failed": BilingualText(nl="mislukt", en="failed"),
}
