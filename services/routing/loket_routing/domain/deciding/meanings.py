"""What the codes of facts mean, kept with the decision: years later its rule set may be far away."""

from collections.abc import Iterable

from loket_routing.domain.facts import Facts
from loket_routing.domain.rule_sets.regimes import Regime
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.signals import Signal
from loket_shared.contracts.parts import Fact, Meaning

_DENIED = "denied-"


def meanings_of(facts: Facts, rule_set: RuleSet) -> tuple[Meaning, ...]:
    """Return what ``rule_set`` calls the signals and the legal regimes among ``facts``."""
    used = _used(facts.all)
    return (
        *(_meaning("signal", signal) for signal in rule_set.signals if ("signal", signal.code) in used),
        *(_meaning("legal-regime", regime) for regime in rule_set.regimes if ("legal-regime", regime.code) in used),
    )


def still_used(meanings: Iterable[Meaning], facts: Iterable[Fact]) -> tuple[Meaning, ...]:
    """Return those of ``meanings`` whose code stands in ``facts``; a denied signal has the code of the signal."""
    used = _used(facts)
    return tuple(meaning for meaning in meanings if (meaning.name, meaning.code) in used)


def _used(facts: Iterable[Fact]) -> set[tuple[str, str]]:
    return {(fact.name.removeprefix(_DENIED), fact.value) for fact in facts}


def _meaning(name: str, named: Signal | Regime) -> Meaning:
    return Meaning(name=name, code=named.code, text=named.name)
