"""A rule set: one version of everything that decides a route."""

from datetime import date
from functools import cached_property

from pydantic import Field

from loket_routing.domain.rule_sets.policy_data import PolicyData
from loket_routing.domain.rule_sets.regimes import Regime
from loket_routing.domain.rule_sets.rules import Doubt, Lens, Line, Service
from loket_routing.domain.rule_sets.signals import Signal
from loket_routing.domain.text.lexicon import Lexicon
from loket_routing.domain.text.mentions import Finder


class RuleSet(PolicyData):
    """A version of the policy: lines in voting precedence, signals, lexicon, regimes and doubt.

    ``fallback`` is the line that also votes where no other does. A decision is reproducible from a
    question, a rule set and a moment; nothing else goes in.
    """

    version: str = Field(pattern=r"^\d{4}\.\d+$")
    valid_from: date
    precedence: tuple[int, ...]
    fallback: int
    lines: tuple[Line, ...]
    services: tuple[Service, ...]
    lenses: tuple[Lens, ...]
    doubt: Doubt
    signals: tuple[Signal, ...]
    regimes: tuple[Regime, ...]
    lexicon: Lexicon

    @cached_property
    def finder(self) -> Finder:
        """The compiled lexicon."""
        return Finder(self.lexicon)

    @cached_property
    def ranked(self) -> tuple[Line, ...]:
        """The lines, highest in the precedence first."""
        by_number = {line.number: line for line in self.lines}
        return tuple(by_number[number] for number in self.precedence)
