"""Codes in the words of the reader, for the pages."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from babel.numbers import format_decimal, format_percent

from loket_policy import code_lists
from loket_policy.code_options import CodeOptions, Options
from loket_routing.domain.explaining.codes import code_in_words
from loket_routing.domain.naming import department_name
from loket_routing.pages import words
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import Language
from loket_shared.local_time import local_date


class Vocabulary(CodeOptions):
    """Names by code in one language, as they hold on the day ``today``."""

    def __init__(self, language: Language, today: date) -> None:
        super().__init__(language)
        self._today = today

    def state(self, state: str) -> tuple[str, str]:
        """Return the words for the state of a rule set and its kind of badge."""
        kind, text = words.STATES[state]
        return text.in_language(self._language), kind

    def simulation(self, state: str) -> tuple[str, str]:
        """Return the words for the state of a simulation and its kind of badge."""
        kind, text = words.SIMULATIONS[state]
        return text.in_language(self._language), kind

    def kind(self, name: str) -> str:
        """Return what a kind of fact is called."""
        return words.KINDS[name].in_language(self._language) if name in words.KINDS else name

    def doubt(self, doubt: str) -> str:
        """Return why a word may count or not."""
        return words.DOUBTS[doubt].in_language(self._language)

    def step(self, kind: str) -> str:
        """Return what somebody did to a rule set."""
        return words.STEPS[kind].in_language(self._language)

    def department(self, code: str, at: datetime | None = None) -> str:
        """Return the name of a department with its short name, as it was called ``at`` a moment, or is today."""
        return department_name(code, self._day(at)).in_language(self._language)

    def short(self, code: str, at: datetime | None = None) -> str:
        """Return the short name of a department; ``at`` as for ``department``."""
        return code_lists.department(code).named(self._day(at)).abbreviation

    def shorts(self, codes: Iterable[str]) -> list[str]:
        """Return the short names of departments."""
        return [self.short(code) for code in codes]

    def route(self, route: Route, at: datetime | None = None) -> str:
        """Return who leads, who contributes and whether it is urgent, in one line; ``at`` as for ``department``."""
        parts = [self.department(route.lead, at)]
        if route.contributors:
            others = ", ".join(self.short(code, at) for code in route.contributors)
            parts.append(words.WITH.in_language(self._language).format(others=others))
        if route.priority == "urgent":
            parts.append(words.URGENT.in_language(self._language))
        return ", ".join(parts)

    def named(self, kind: str, code: str) -> str:
        """Return what a code of this kind of fact, such as ``topic``, is called."""
        return code_in_words(kind, code).in_language(self._language)

    def codes(self, kind: str, codes: Sequence[str]) -> Options:
        """Return ``codes`` of this kind of fact with their names."""
        return [(code, self.named(kind, code)) for code in codes]

    def departments(self, *, covert: bool = True, front_office: bool = False) -> Options:
        """Return the departments to choose from; one that is closed, or opens only later, is not."""
        entries = [entry for entry in code_lists.departments() if entry.open(self._today)]
        return [
            (entry.code, self.department(entry.code))
            for entry in entries
            if (covert or not entry.covert) and (front_office or not entry.front_office)
        ]

    def number(self, value: float) -> str:
        """Return a number with at most one decimal."""
        return format_decimal(value, format="#,##0.#", locale=self._language)

    def percentage(self, share: float) -> str:
        """Return a share as a percentage."""
        return format_percent(share, locale=self._language)

    def _day(self, at: datetime | None) -> date:
        return local_date(at) if at else self._today
