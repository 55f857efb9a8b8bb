"""Codes in the words of the reader, for the pages."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from babel import Locale
from babel.numbers import format_decimal, format_percent

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.pages import words
from loket_policy import code_lists
from loket_policy.department import DepartmentName
from loket_policy.processing_register import processing_register
from loket_shared.bus.dead_letters.reasons import describe_reason
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.local_time import local_date

Options = list[tuple[str, str]]
_NOT_A_FILTER = frozenset({CaseState.EXPECTED})


class Vocabulary:
    """Names by code in one language, as they hold on the day ``today``."""

    def __init__(self, language: Language, today: date) -> None:
        self._language = language
        self._today = today

    def topics(self, codes: Sequence[str]) -> list[str]:
        """Return the names of topics."""
        return self._names(code_lists.topics(), codes)

    def fields(self, codes: Sequence[str]) -> list[str]:
        """Return the names of fields of knowledge."""
        return self._names(code_lists.fields(), codes)

    def partner_type(self, code: str) -> str:
        """Return the name of a kind of partner."""
        return self._names(code_lists.partner_types(), [code])[0]

    def countries(self, codes: Sequence[str]) -> list[str]:
        """Return the names of countries."""
        names = Locale(self._language).territories
        return [names.get(code, code) for code in codes]

    def department(self, code: str | None, at: datetime | None = None) -> str:
        """Return the name of a department, or of the front office where there is none, with its short name.

        What was decided ``at`` a moment names it as it was called then; else it has its name of today.
        """
        named = self._called(code, at)
        return f"{named.name.in_language(self._language)} ({named.abbreviation})"

    def named(self, codes: Sequence[str]) -> list[str]:
        """Return the names of departments."""
        return [self.department(code) for code in codes]

    def in_short(self, codes: Sequence[str], at: datetime | None = None) -> str:
        """Return the short names of departments in one line; ``at`` as for ``department``."""
        return ", ".join(self._called(code, at).abbreviation for code in codes)

    def short(self, code: str | None) -> str:
        """Return the short name of a department, or of the front office where there is none."""
        return self._called(code, None).abbreviation

    def departments(self, *, covert: bool, front_office: bool = False) -> Options:
        """Return the departments to choose from, with the ``covert`` ones and the front office only if so asked.

        One that is closed, or opens only later, is not to be chosen.
        """
        entries = [entry for entry in code_lists.departments() if entry.open(self._today)]
        return [
            (entry.code, self.department(entry.code))
            for entry in entries
            if (covert or not entry.covert) and (front_office or not entry.front_office)
        ]

    def act(self, action: str, subject: str) -> str:
        """Return what somebody did to ``subject``, in the words of the register of processing activities."""
        activity = processing_register().activity_of(action, subject)
        return activity.actions[action].in_language(self._language) if activity else action

    def result(self, code: str) -> str:
        """Return how an act ended."""
        return words.RESULTS[code].in_language(self._language) if code in words.RESULTS else code

    def badge(self, badges: str, state: str) -> tuple[str, str]:
        """Return the words for a state and its kind of badge; ``badges`` names whose state it is."""
        kind, text = _BADGES[badges][state]
        return text.in_language(self._language), kind

    def clock(self, name: str) -> str:
        """Return the name of a clock."""
        return words.CLOCKS[name].in_language(self._language)

    def queue(self, name: str) -> str:
        """Return the name of a queue."""
        return words.QUEUES[name].in_language(self._language)

    def service(self, name: str) -> str:
        """Return the name of a service."""
        return words.SERVICES[name].in_language(self._language)

    def reason(self, code: str) -> str:
        """Return why a message could not be handled."""
        return describe_reason(code).in_language(self._language)

    def occasion(self, name: str) -> str:
        """Return what a letter is for."""
        return words.OCCASIONS[name].in_language(self._language) if name in words.OCCASIONS else name

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
        return code_lists.department(code or "RVO").named(local_date(at) if at else self._today)

    def _names(self, entries: Sequence[code_lists.Code], codes: Sequence[str]) -> list[str]:
        known = {entry.code: entry.name.in_language(self._language) for entry in entries}
        return [known.get(code, code) for code in codes]


_BADGES: Mapping[str, Mapping[str, tuple[str, BilingualText]]] = {
    "case": words.CASE_STATES,
    "request": words.REQUEST_STATES,
    "answer": words.ANSWER_STATES,
    "clock": words.CLOCK_STATES,
}
