"""Iterates over the rules and the conditions of a rule set."""

from collections.abc import Iterator

from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.model import Rule, RuleSet


def rules_of(rule_set: RuleSet) -> Iterator[Rule]:
    """Yield every rule, line by line."""
    return (rule for line in rule_set.lines for rule in line.rules)


def conditions_of(rule_set: RuleSet) -> Iterator[tuple[RuleSetPlace, Condition]]:
    """Yield every condition with its place."""
    for line in rule_set.lines:
        yield RuleSetPlace("line", str(line.number), ("when",)), line.when
        yield from (
            (RuleSetPlace("rule", rule.id, ("when",)), rule.when) for rule in line.rules if rule.when is not None
        )
    yield from ((RuleSetPlace("signal", signal.code, ("when",)), signal.when) for signal in rule_set.signals)
    yield from ((RuleSetPlace("regime", regime.code, ("covers",)), regime.covers) for regime in rule_set.regimes)
    for category in rule_set.lexicon.categories:
        if category.supported_on_form is not None:
            yield RuleSetPlace("words", category.code, ("supported-on-form",)), category.supported_on_form
