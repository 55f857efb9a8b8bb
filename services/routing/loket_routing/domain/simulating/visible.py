"""What of a rule set a reader's figures may count: nothing that would tell of covert participation.

A rule that names a covert department, or asks for one by technology, and a signal or regime that tells
of nothing but which one, are counted only for who may know.
"""

from dataclasses import dataclass
from typing import Self

from loket_policy import code_lists
from loket_routing.domain.departments import covert
from loket_routing.domain.project import Sight
from loket_routing.domain.rule_sets.conditions import Condition, leaves
from loket_routing.domain.rule_sets.rule_set import RuleSet


@dataclass(frozen=True)
class Visible:
    """The departments, rules, signals and regimes that figures for a reader may count, in their own order."""

    departments: tuple[str, ...]
    rules: tuple[str, ...]
    signals: tuple[str, ...]
    regimes: tuple[str, ...]

    @classmethod
    def of(cls, rule_set: RuleSet, sight: Sight) -> Self:
        """Return what of ``rule_set`` a reader may see counted."""
        hidden = covert() - sight.covert
        discreet = {signal.code for signal in rule_set.signals if hidden and signal.discreet}
        rules = (rule for line in rule_set.lines for rule in line.rules)
        return cls(
            departments=tuple(entry.code for entry in code_lists.departments() if entry.code not in hidden),
            rules=tuple(rule.id for rule in rules if not rule.reveals(hidden)),
            signals=tuple(signal.code for signal in rule_set.signals if signal.code not in discreet),
            regimes=tuple(regime.code for regime in rule_set.regimes if not _rests_on(regime.covers, discreet)),
        )


def _rests_on(condition: Condition, signals: set[str]) -> bool:
    return any(name == "signal" and not signals.isdisjoint(codes) for name, codes in leaves(condition))
