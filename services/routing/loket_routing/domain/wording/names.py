"""What the codes in a rule set are called: by the code lists, and by the rule set itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from babel import Locale

from loket_routing.domain.explaining.codes import code_in_words
from loket_routing.domain.naming import department_name
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Service
from loket_routing.domain.wording.texts import plain
from loket_shared.contracts.texts import BilingualText


@dataclass(frozen=True)
class Names:
    """Names for one rule set, with departments as they are called on the day ``on``.

    A code that nobody knows is its own name: a draft may hold one, and must be readable all the same.
    """

    signals: Mapping[str, BilingualText]
    regimes: Mapping[str, BilingualText]
    services: tuple[Service, ...]
    on: date

    @classmethod
    def of(cls, rule_set: RuleSet, on: date) -> Self:
        """Return the names that ``rule_set`` gives, and those of the code lists on the day ``on``."""
        return cls(
            signals={signal.code: signal.name for signal in rule_set.signals},
            regimes={regime.code: regime.name for regime in rule_set.regimes},
            services=rule_set.services,
            on=on,
        )

    def code(self, kind: str, code: str) -> BilingualText:
        """Return what a code in a condition of this kind is called."""
        own = {"signal": self.signals, "legal-regime": self.regimes}.get(kind, {})
        return own.get(code) or code_in_words(kind, code)

    def department(self, code: str) -> BilingualText:
        """Return the name of a department with its abbreviation."""
        try:
            return department_name(code, self.on)
        except KeyError:
            return plain(code)


def countries_in_words(codes: Iterable[str]) -> BilingualText:
    """Return the names of countries by their ISO 3166-1 codes, in the order in which they stand."""
    wanted = tuple(codes)
    return BilingualText(nl=", ".join(_countries("nl", wanted)), en=", ".join(_countries("en", wanted)))


def _countries(language: str, codes: Iterable[str]) -> list[str]:
    names = Locale(language).territories
    return [names.get(code, code) for code in codes]
