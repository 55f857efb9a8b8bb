"""A rule set: one version of everything that decides a route."""

from functools import cached_property
from hashlib import sha256
from typing import Any

from pydantic import Field

from loket_routing.domain.rule_sets.candidates import Candidates
from loket_routing.domain.rule_sets.policy_data import Number, PolicyData
from loket_routing.domain.rule_sets.regimes import Regime
from loket_routing.domain.rule_sets.rules import Doubt, Lens, Line, Service
from loket_routing.domain.rule_sets.signals import Signal
from loket_routing.domain.text.lexicon import Lexicon
from loket_routing.domain.text.mentions import Finder
from loket_shared.contracts.shared_parts import Meaning


class RuleSet(PolicyData):
    """A version of the policy: lines in voting precedence, signals, lexicon, regimes and doubt.

    ``fallback`` is the line that also votes where no other does; ``left_to_fallback`` names the topics
    that are left to it on purpose, so that any other topic without a rule was forgotten. A decision is
    reproducible from a question, a rule set and a moment; nothing else goes in.
    """

    version: str = Field(pattern=r"^\d{4}\.\d+$")
    precedence: tuple[Number, ...]
    fallback: Number
    left_to_fallback: tuple[str, ...] = ()
    lines: tuple[Line, ...]
    services: tuple[Service, ...]
    lenses: tuple[Lens, ...]
    doubt: Doubt
    signals: tuple[Signal, ...]
    regimes: tuple[Regime, ...]
    lexicon: Lexicon

    def document(self) -> dict[str, Any]:
        """Return the document that reads as this rule set, as JSON values; what is not said in it is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_defaults=True)

    @cached_property
    def digest(self) -> str:
        """What tells this rule set from any other: SHA-256 of its JSON, in hexadecimal."""
        return sha256(self.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()

    @cached_property
    def meanings(self) -> dict[tuple[str, str], Meaning]:
        """What each signal and each legal regime is called, by the name and value of its fact."""
        named = (("signal", self.signals), ("legal-regime", self.regimes))
        return {
            (name, one.code): Meaning(name=name, code=one.code, text=one.name) for name, all_ in named for one in all_
        }

    @cached_property
    def finder(self) -> Finder:
        """The compiled lexicon."""
        return Finder(self.lexicon)

    @cached_property
    def ranked(self) -> tuple[Line, ...]:
        """The lines, highest in the precedence first."""
        by_number = {line.number: line for line in self.lines}
        return tuple(by_number[number] for number in self.precedence)

    @cached_property
    def places(self) -> dict[int, int]:
        """The place of each line in the precedence, by its number; 0 is the highest."""
        return {number: place for place, number in enumerate(self.precedence)}

    @cached_property
    def signal_places(self) -> dict[str, int]:
        """The place of each signal among the signals, by its code."""
        return {signal.code: place for place, signal in enumerate(self.signals)}

    @cached_property
    def lines_by_facts(self) -> Candidates[Line]:
        """The lines as ranked, by the facts they need; the fallback always counts."""
        return Candidates((None if line.number == self.fallback else line.when, line) for line in self.ranked)

    @cached_property
    def signals_by_facts(self) -> Candidates[Signal]:
        """The signals, by the facts they need."""
        return Candidates((signal.when, signal) for signal in self.signals)

    @cached_property
    def regimes_by_facts(self) -> Candidates[Regime]:
        """The legal regimes, by the facts that their coverage needs."""
        return Candidates((regime.covers, regime) for regime in self.regimes)
