"""Nothing that others may read betrays a covert department (design section 5)."""

from collections.abc import Iterator

from loket_routing.domain.departments import covert
from loket_routing.domain.rule_sets.conditions import Condition, leaves
from loket_routing.domain.rule_sets.faults import Fault, Place, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.rule_sets.rules import Rule


def nothing_betrays(rule_set: RuleSet) -> Iterator[Fault]:
    """Find rules that mix open and covert departments, and open rules or lenses on a signal between services."""
    discreet = frozenset(signal.code for signal in rule_set.signals if signal.discreet)
    for line in rule_set.lines:
        for rule in line.rules:
            if _mixes(rule):
                yield fault(
                    "open-and-covert",
                    Place("rule", rule.id, ("then",)),
                    "Een regel noemt open departementen of diensten, nooit beide: splits hem.",
                    "A rule names open departments or covert ones, never both: split it.",
                )
            if not rule.reveals(covert()) and any(
                _rests_on(condition, discreet) for condition in (line.when, rule.when)
            ):
                yield fault(
                    "open-on-discreet",
                    Place("rule", rule.id, ("when",)),
                    "Een open regel kan niet rusten op een signaal dat tussen diensten kiest.",
                    "An open rule can't rest on a signal that chooses between services.",
                )
    for lens in rule_set.lenses:
        if lens.signal in discreet:
            yield fault(
                "lens-on-discreet",
                Place("lens", lens.signal),
                "Een signaal dat tussen diensten kiest kan geen route voorstellen: ieder leest die suggestie.",
                "A signal that chooses between services can't suggest a route: everybody reads the suggestion.",
            )

    if discreet.intersection(rule_set.doubt.signals):
        yield fault(
            "doubt-on-discreet",
            Place(path=("doubt", "signals")),
            "Twijfel over een signaal dat tussen diensten kiest kan niet zo worden genoemd: ieder leest de zekerheid.",
            "Doubt about a signal that chooses between services can't be told so: everybody reads the confidence.",
        )


def _mixes(rule: Rule) -> bool:
    then = rule.then
    return rule.reveals(covert()) and bool(set(then.named) - covert() or then.priority or then.answer or then.confirm)


def _rests_on(condition: Condition | None, signals: frozenset[str]) -> bool:
    found = leaves(condition) if condition is not None else ()
    return any(name == "signal" and signals.intersection(codes) for name, codes in found)
