"""The precedence ranks every line, and ends with the fallback."""

from collections.abc import Iterator

from loket_routing.domain.rule_sets.faults import Fault, Place, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet

_PLACE = Place(path=("precedence",))


def precedence_fits(rule_set: RuleSet) -> Iterator[Fault]:
    """Find lines that are left out or ranked twice, and a fallback that doesn't stand last."""
    if sorted(line.number for line in rule_set.lines) != sorted(rule_set.precedence):
        nl, en = "De voorrang noemt elke lijn precies één keer.", "It names each line exactly once."
        yield fault("precedence-incomplete", _PLACE, nl, en)
    if not rule_set.precedence or rule_set.precedence[-1] != rule_set.fallback:
        nl = "De lijn die ook stemt waar geen ander stemt ('fallback'), staat achteraan."
        yield fault("fallback-not-last", _PLACE, nl, "The fallback stands last.")
