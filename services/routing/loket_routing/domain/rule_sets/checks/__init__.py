"""What must hold of a rule set as a whole; one idea a module, each fault with its place and a sentence."""

from collections.abc import Callable, Iterator

from loket_routing.domain.rule_sets.checks.codes import known_codes_only
from loket_routing.domain.rule_sets.checks.countries import no_country_named
from loket_routing.domain.rule_sets.checks.departments import departments_fit, services_fit
from loket_routing.domain.rule_sets.checks.discretion import nothing_betrays
from loket_routing.domain.rule_sets.checks.names import names_fit
from loket_routing.domain.rule_sets.checks.precedence import precedence_fits
from loket_routing.domain.rule_sets.checks.signals import signals_build_upwards
from loket_routing.domain.rule_sets.checks.texts import texts_say_something
from loket_routing.domain.rule_sets.checks.words import terms_fit
from loket_routing.domain.rule_sets.faults import Fault
from loket_routing.domain.rule_sets.rule_set import RuleSet

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
