"""Checks a rule set as a whole; each fault has its place and a sentence."""

from collections.abc import Callable, Iterator

from loket_routing.domain.rule_set.check.codes import find_misordered_signals, find_named_countries, find_unknown_codes
from loket_routing.domain.rule_set.check.departments import (
    find_covert_leaks,
    find_unfit_departments,
    find_unfit_services,
)
from loket_routing.domain.rule_set.check.names_and_texts import (
    find_name_faults,
    find_precedence_faults,
    find_term_faults,
    find_text_faults,
)
from loket_routing.domain.rule_set.faults import RuleSetFault
from loket_routing.domain.rule_set.model import RuleSet

_CHECKS: tuple[Callable[[RuleSet], Iterator[RuleSetFault]], ...] = (
    find_named_countries,
    find_unknown_codes,
    find_misordered_signals,
    find_unfit_departments,
    find_unfit_services,
    find_covert_leaks,
    find_precedence_faults,
    find_name_faults,
    find_text_faults,
    find_term_faults,
)


def find_faults(rule_set: RuleSet) -> tuple[RuleSetFault, ...]:
    """Return every fault of ``rule_set``; a set without faults may be used."""
    return tuple(fault for check in _CHECKS for fault in check(rule_set))
