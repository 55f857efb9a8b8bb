"""Checks what must hold of a rule set as a whole; each fault has its place and a sentence."""

from collections.abc import Callable, Iterator

from loket_routing.domain.rule_set.check.codes import known_codes_only, no_country_named, signals_build_upwards
from loket_routing.domain.rule_set.check.departments import departments_fit, nothing_betrays, services_fit
from loket_routing.domain.rule_set.check.names_and_texts import (
    names_fit,
    precedence_fits,
    terms_fit,
    texts_say_something,
)
from loket_routing.domain.rule_set.faults import Fault
from loket_routing.domain.rule_set.model import RuleSet

_CHECKS: tuple[Callable[[RuleSet], Iterator[Fault]], ...] = (
    no_country_named,
    known_codes_only,
    signals_build_upwards,
    departments_fit,
    services_fit,
    nothing_betrays,
    precedence_fits,
    names_fit,
    texts_say_something,
    terms_fit,
)


def find_faults(rule_set: RuleSet) -> tuple[Fault, ...]:
    """Return every fault of ``rule_set``; empty where it may be used."""
    return tuple(fault for check in _CHECKS for fault in check(rule_set))
