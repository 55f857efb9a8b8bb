"""What the codes of facts mean, kept with the decision: years later its rule set may be far away."""

from collections.abc import Iterable

from loket_routing.domain.facts import Facts
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_shared.contracts.shared_parts import Fact, Meaning

_SIGNAL = "signal"


def meanings_of(facts: Facts, rule_set: RuleSet) -> tuple[Meaning, ...]:
    """Return what ``rule_set`` calls the signals and the legal regimes among ``facts``."""
    used = {(kind_of(name), code) for name, code in facts.keys}
    return tuple(meaning for key, meaning in rule_set.meanings.items() if key in used)


def still_used(meanings: Iterable[Meaning], facts: Iterable[Fact]) -> tuple[Meaning, ...]:
    """Return those of ``meanings`` whose code stands in ``facts``."""
    used = {(kind_of(fact.name), fact.value) for fact in facts}
    return tuple(meaning for meaning in meanings if (meaning.name, meaning.code) in used)


def kind_of(name: str) -> str:
    """Return what kind of thing the code of a fact names: a denied or doubtful signal is a signal."""
    return _SIGNAL if name.endswith(f"-{_SIGNAL}") else name
