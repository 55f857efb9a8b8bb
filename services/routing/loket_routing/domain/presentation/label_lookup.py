"""Names of the codes in a rule set: from the code lists, and from the rule set itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from babel import Locale

from loket_routing.domain.bilingual import plain
from loket_routing.domain.departments import department_name
from loket_routing.domain.presentation.grounds import describe_code
from loket_routing.domain.rule_set.model import RuleSet, Service
from loket_shared.contracts.texts import BilingualText


@dataclass(frozen=True)
class LabelLookup:
    """Labels of the codes in one rule set, with departments as named on the day ``on``.

    An unknown code is its own label: a draft may hold one, and must stay readable.
    """

    signals: Mapping[str, BilingualText]
    regimes: Mapping[str, BilingualText]
    services: tuple[Service, ...]
    on: date

    @classmethod
    def of(cls, rule_set: RuleSet, on: date) -> Self:
        """Return the labels of ``rule_set`` and of the code lists on the day ``on``."""
        return cls(
            signals={signal.code: signal.name for signal in rule_set.signals},
            regimes={regime.code: regime.name for regime in rule_set.regimes},
            services=rule_set.services,
            on=on,
        )

    def code(self, kind: str, code: str) -> BilingualText:
        """Return the label of a code in a condition of this kind."""
        own = {"signal": self.signals, "legal-regime": self.regimes}.get(kind, {})
        return own.get(code) or describe_code(kind, code)

    def department(self, code: str) -> BilingualText:
        """Return the name of a department with its abbreviation."""
        try:
            return department_name(code, self.on)
        except KeyError:
            return plain(code)


def country_names_in_order(codes: Iterable[str]) -> BilingualText:
    """Return the names of countries by their ISO 3166-1 codes, in the given order."""
    wanted = tuple(codes)
    return BilingualText(nl=", ".join(_countries("nl", wanted)), en=", ".join(_countries("en", wanted)))


def _countries(language: str, codes: Iterable[str]) -> list[str]:
    names = Locale(language).territories
    return [names.get(code, code) for code in codes]
