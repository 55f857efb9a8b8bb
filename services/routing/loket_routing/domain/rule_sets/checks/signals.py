"""Signals build on each other without a circle."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.conditions import leaves
from loket_routing.domain.rule_sets.faults import Fault, Place, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet


def signals_build_upwards(rule_set: RuleSet) -> Iterator[Fault]:
    """Find signals that build on themselves, or on one that stands after them."""
    earlier: set[str] = set()
    for signal in rule_set.signals:
        later = {code for name, codes in leaves(signal.when) if name == "signal" for code in codes} - earlier
        if later:
            yield fault(
                "signal-out-of-order",
                Place("signal", signal.code, ("when",)),
                "Een signaal bouwt alleen voort op signalen die ervoor staan.",
                "A signal builds only on signals that stand before it.",
            )
        earlier.add(signal.code)
