"""The labels of codes in the reader's language, and the kind of badge of each state."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from babel import Locale
from babel.numbers import format_decimal, format_percent

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.promises import ClockName
from loket_backoffice.domain.queues import Queue
from loket_backoffice.domain.routes import FRONT_OFFICE_CODE
from loket_policy import code_lists
from loket_policy.code_options import CodeOptions, Options
from loket_policy.department import DepartmentName
from loket_policy.processing_register import processing_register
from loket_shared.bus.dead_letters.reasons import describe_reason
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.local_time import local_date

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


_NOT_A_FILTER = frozenset({CaseState.EXPECTED})


class Labels:
    """Names by code in one language, as they are on the day ``today``."""

    def __init__(self, language: Language, today: date) -> None:
        self._language = language
        self._options = CodeOptions(language)
        self._today = today

    def topics(self, codes: Sequence[str]) -> list[str]:
        """Return the names of topics."""
        return _names(self._options.topics, codes)

    def fields(self, codes: Sequence[str]) -> list[str]:
        """Return the names of fields of knowledge."""
        return _names(self._options.fields, codes)

    def partner_type(self, code: str) -> str:
        """Return the name of a kind of partner."""
        return _names(self._options.partner_types, [code])[0]

    def countries(self, codes: Sequence[str]) -> list[str]:
        """Return the names of countries."""
        names = Locale(self._language).territories
        return [names.get(code, code) for code in codes]

    def department(self, code: str | None, at: datetime | None = None) -> str:
        """Return the name of a department with its short name; without a code, that of the front office.

        The name is that of the day of ``at``, or of today.
        """
        named = self._called(code, at)
        return f"{named.name.in_language(self._language)} ({named.abbreviation})"

    def department_names(self, codes: Sequence[str]) -> list[str]:
        """Return the names of departments."""
        return [self.department(code) for code in codes]

    def short_names(self, codes: Sequence[str], at: datetime | None = None) -> str:
        """Return the short names of departments in one line; ``at`` as for ``department``."""
        return ", ".join(self._called(code, at).abbreviation for code in codes)

    def short_name(self, code: str | None) -> str:
        """Return the short name of a department; without a code, that of the front office."""
        return self._called(code, None).abbreviation

    def departments(self, *, covert: bool, front_office: bool = False) -> Options:
        """Return the departments that can be chosen: those that are open today."""
        entries = [entry for entry in code_lists.departments() if entry.open(self._today)]
        return [
            (entry.code, self.department(entry.code))
            for entry in entries
            if (covert or not entry.covert) and (front_office or not entry.front_office)
        ]

    def action(self, action: str, subject: str) -> str:
        """Return the name of an action on ``subject``, as in the register of processing activities."""
        meaning = processing_register().meaning_of(action, subject)
        return meaning.in_language(self._language) if meaning else action

    def result(self, code: str) -> str:
        """Return the name of an action's result."""
        return RESULTS[code].in_language(self._language) if code in RESULTS else code

    def badge(self, badges: str, state: str) -> tuple[str, str]:
        """Return the name of a state and its kind of badge; ``badges`` names the kind of thing that has the state."""
        kind, text = _BADGES[badges][state]
        return text.in_language(self._language), kind

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

    def number(self, value: float) -> str:
        """Return a number with at most one decimal."""
        return format_decimal(value, format="0.#", locale=self._language)

    def percentage(self, share: float) -> str:
        """Return a share as a percentage."""
        return format_percent(share, locale=self._language)

    @property
    def states(self) -> Options:
        """The states to filter by."""
        return [(state.value, self.badge("case", state)[0]) for state in CaseState if state not in _NOT_A_FILTER]

    def _called(self, code: str | None, at: datetime | None) -> DepartmentName:
        return code_lists.department(code or FRONT_OFFICE_CODE).named(local_date(at) if at else self._today)


def _names(options: Options, codes: Sequence[str]) -> list[str]:
    known = dict(options)
    return [known.get(code, code) for code in codes]


_BADGES: Mapping[str, Mapping[str, tuple[str, BilingualText]]] = {
    "case": CASE_STATES,
    "request": REQUEST_STATES,
    "answer": ANSWER_STATES,
    "clock": CLOCK_STATES,
}
