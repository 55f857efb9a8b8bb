"""The labels of the codes of the back office: states, clocks, queues and services."""

from collections.abc import Iterable, Mapping

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.promises import ClockName
from loket_backoffice.domain.queues import Queue
from loket_policy.code_labels import Badge, CodeLabels, Options
from loket_policy.policy import processing_register
from loket_shared.bus.dead_letters.reasons import describe_reason
from loket_shared.contracts.texts import BilingualText

CASE_STATES: Mapping[str, Badge] = {
    CaseState.EXPECTED: Badge("neutral", BilingualText(nl="Verwacht", en="Expected")),
    CaseState.AWAITING_ROUTE: Badge("neutral", BilingualText(nl="Wacht op route", en="Awaiting route")),
    CaseState.TRIAGE: Badge("warning", BilingualText(nl="Op te pakken", en="To be taken up")),
    CaseState.CONFIRMATION: Badge("warning", BilingualText(nl="Route te bevestigen", en="Route to be confirmed")),
    CaseState.IN_PROGRESS: Badge("active", BilingualText(nl="In behandeling", en="In progress")),
    CaseState.IN_COORDINATION: Badge("active", BilingualText(nl="In afstemming", en="Being coordinated")),
    CaseState.WAITING_FOR_ASKER: Badge("warning", BilingualText(nl="Wacht op indiener", en="Waiting for the asker")),
    CaseState.ANSWER_IN_REVIEW: Badge(
        "warning", BilingualText(nl="Antwoord te accorderen", en="Answer to be approved")
    ),
    CaseState.ANSWERED: Badge("success", BilingualText(nl="Beantwoord", en="Answered")),
    CaseState.REPLIED: Badge(
        "warning", BilingualText(nl="Nieuwe reactie van de indiener", en="New reply from the asker")
    ),
    CaseState.CLOSED: Badge("neutral", BilingualText(nl="Gesloten", en="Closed")),
    CaseState.WITHDRAWN: Badge("neutral", BilingualText(nl="Ingetrokken", en="Withdrawn")),
    CaseState.ERASED: Badge("neutral", BilingualText(nl="Vernietigd", en="Erased")),
}

REQUEST_STATES: Mapping[str, Badge] = {
    RequestState.REQUESTED: Badge("warning", BilingualText(nl="Gevraagd", en="Requested")),
    RequestState.ASSIGNED: Badge("active", BilingualText(nl="Opgepakt", en="Taken up")),
    RequestState.DRAFTED: Badge("active", BilingualText(nl="Concept", en="Draft")),
    RequestState.SUBMITTED: Badge("warning", BilingualText(nl="Te accorderen", en="To be approved")),
    RequestState.RETURNED: Badge("warning", BilingualText(nl="Teruggegeven", en="Returned")),
    RequestState.RELEASED: Badge("success", BilingualText(nl="Vrijgegeven", en="Released")),
    RequestState.DECLINED: Badge("neutral", BilingualText(nl="Geen bijdrage", en="No contribution")),
    RequestState.CANCELLED: Badge("neutral", BilingualText(nl="Ingetrokken", en="Taken back")),
}

ANSWER_STATES: Mapping[str, Badge] = {
    AnswerState.NONE: Badge("neutral", BilingualText(nl="Nog niet begonnen", en="Not begun")),
    AnswerState.DRAFT: Badge("active", BilingualText(nl="Concept", en="Draft")),
    AnswerState.SUBMITTED: Badge("warning", BilingualText(nl="Te accorderen", en="To be approved")),
    AnswerState.RETURNED: Badge("warning", BilingualText(nl="Teruggegeven", en="Returned")),
    AnswerState.APPROVED: Badge("success", BilingualText(nl="Verstuurd", en="Sent")),
}

CLOCK_STATES: Mapping[str, Badge] = {
    ClockState.RUNNING: Badge("active", BilingualText(nl="Loopt", en="Running")),
    ClockState.PAUSED: Badge("neutral", BilingualText(nl="Opgeschort", en="Paused")),
    ClockState.MET: Badge("success", BilingualText(nl="Gehaald", en="Met")),
    ClockState.AT_RISK: Badge("warning", BilingualText(nl="Loopt af", en="At risk")),
    ClockState.MISSED: Badge("danger", BilingualText(nl="Niet gehaald", en="Missed")),
    ClockState.LAPSED: Badge("neutral", BilingualText(nl="Vervallen", en="Lapsed")),
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


_NOT_A_FILTER = frozenset({CaseState.EXPECTED})


class Labels(CodeLabels):
    """Labels in one language, as they are on the day ``today``."""

    def department_names(self, codes: Iterable[str]) -> list[str]:
        """Return the names of departments."""
        return [self.department(code) for code in codes]

    def action(self, action: str, subject: str) -> str:
        """Return the name of an action on ``subject``, as in the register of processing activities."""
        meaning = processing_register().meaning_of(action, subject)
        return meaning.in_language(self._language) if meaning else action

    def result(self, code: str) -> str:
        """Return the name of an action's result."""
        return RESULTS[code].in_language(self._language) if code in RESULTS else code

    def badge(self, badges: str, state: str) -> tuple[str, str]:
        """Return the name of a state and the style of its badge; ``badges`` says whose state it is."""
        return self._badge(_BADGES[badges][state])

    def clock(self, name: str) -> str:
        """Return the name of a clock."""
        return CLOCKS[name].in_language(self._language)

    def queue(self, name: str) -> str:
        """Return the name of a queue."""
        return QUEUES[name].in_language(self._language)

    def service(self, name: str) -> str:
        """Return the name of a service."""
        return SERVICES[name].in_language(self._language)

    def reason(self, code: str) -> str:
        """Return the name of the reason of a dead letter."""
        return describe_reason(code).in_language(self._language)

    def occasion(self, name: str) -> str:
        """Return the name of a kind of notification."""
        return OCCASIONS[name].in_language(self._language) if name in OCCASIONS else name

    @property
    def states(self) -> Options:
        """The states to filter by."""
        return [(state.value, self.badge("case", state)[0]) for state in CaseState if state not in _NOT_A_FILTER]


_BADGES: Mapping[str, Mapping[str, Badge]] = {
    "case": CASE_STATES,
    "request": REQUEST_STATES,
    "answer": ANSWER_STATES,
    "clock": CLOCK_STATES,
}
