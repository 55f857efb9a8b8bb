"""The labels of codes in the reader's language, for the pages; each service adds those of its own codes."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cached_property
from typing import Literal, NamedTuple

from babel.numbers import format_decimal, format_percent

from loket_policy import code_lists
from loket_policy.department import Department, DepartmentName
from loket_shared.contracts.texts import BilingualText, Language
from loket_shared.local_time import local_date

Options = list[tuple[str, str]]
"""Pairs of a code and its name, as the choices of a form."""


class Badge(NamedTuple):
    """The style of a state's badge, and its text."""

    style: Literal["neutral", "active", "warning", "success", "danger"]
    text: BilingualText


class CodeLabels:
    """Labels in one language, as they are on the day ``today``; a page makes them once."""

    def __init__(self, language: Language, today: date) -> None:
        self._language = language
        self._today = today
        self._names_today: dict[str | None, DepartmentName] = {}

    @cached_property
    def topics(self) -> Options:
        """The topics, including that of an incident report."""
        return self._options(code_lists.topics())

    @cached_property
    def fields(self) -> Options:
        """The fields of knowledge."""
        return self._options(code_lists.fields())

    @cached_property
    def partner_types(self) -> Options:
        """The kinds of partner."""
        return self._options(code_lists.partner_types())

    @cached_property
    def institution_kinds(self) -> Options:
        """The kinds of institution."""
        return self._options(code_lists.institution_kinds())

    @cached_property
    def countries(self) -> Options:
        """The countries, by name."""
        return list(code_lists.countries(self._language).items())

    def departments(self, *, covert: bool, front_office: bool = False) -> Options:
        """Return the departments that are open today, with the covert ones or the front office if asked for."""
        return [
            (entry.code, self.department(entry.code))
            for entry in code_lists.departments()
            if entry.open(self._today) and (covert or not entry.covert) and (front_office or not entry.front_office)
        ]

    def names(self, options: Options, codes: Iterable[str]) -> list[str]:
        """Return the names of ``codes``; a code that is not in ``options`` is its own name."""
        known = dict(options)
        return [known.get(code, code) for code in codes]

    def department(self, code: str | None, at: datetime | None = None) -> str:
        """Return the name of a department with its abbreviation, as at the moment ``at`` or today.

        No code means the front office.
        """
        return self._named(code, at).with_abbreviation.in_language(self._language)

    def short_name(self, code: str | None, at: datetime | None = None) -> str:
        """Return the abbreviation of a department; ``code`` and ``at`` as for ``department``."""
        return self._named(code, at).abbreviation

    def short_names(self, codes: Iterable[str], at: datetime | None = None) -> str:
        """Return the abbreviations of departments in one line."""
        return ", ".join(self.short_name(code, at) for code in codes)

    def number(self, value: float) -> str:
        """Return a number with at most one decimal."""
        return format_decimal(value, format="#,##0.#", locale=self._language)

    def percentage(self, share: float) -> str:
        """Return a share as a percentage."""
        return format_percent(share, locale=self._language)

    def _badge(self, badge: Badge) -> tuple[str, str]:
        """Return the badge's text and its style."""
        return badge.text.in_language(self._language), badge.style

    def _options(self, entries: Sequence[code_lists.Code]) -> Options:
        return [(entry.code, entry.name.in_language(self._language)) for entry in entries]

    def _named(self, code: str | None, at: datetime | None) -> DepartmentName:
        if at is not None:
            return _department(code).named(local_date(at))
        if code not in self._names_today:
            self._names_today[code] = _department(code).named(self._today)
        return self._names_today[code]


def _department(code: str | None) -> Department:
    return code_lists.department(code or code_lists.departments().front_office)
