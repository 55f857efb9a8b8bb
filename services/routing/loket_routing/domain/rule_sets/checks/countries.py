"""No country, nationality or name anywhere but in a legal regime's territory (domain description section 5)."""

from collections.abc import Iterator

from loket_routing.domain.decide.matching.lexicon import Category
from loket_routing.domain.rule_sets.checks.places import conditions_of
from loket_routing.domain.rule_sets.conditions import leaves
from loket_routing.domain.rule_sets.country_names import names_a_country, stands_in_a_name
from loket_routing.domain.rule_sets.faults import Fault, Place
from loket_routing.domain.rule_sets.grounds import country_fault, means_a_country
from loket_routing.domain.rule_sets.rule_set import RuleSet


def no_country_named(rule_set: RuleSet) -> Iterator[Fault]:
    """Find countries and nationalities in conditions, in the codes of signals and words, and among the terms."""
    for place, condition in conditions_of(rule_set):
        for name, codes in leaves(condition):
            yield from (country_fault(place, code) for code in codes if means_a_country(code, name))
    for signal in rule_set.signals:
        if means_a_country(signal.code):
            yield country_fault(Place("signal", signal.code), signal.code)
    for category in rule_set.lexicon.categories:
        place = Place("words", category.code)
        yield from (country_fault(place, word) for word in _words(category) if _is_a_country(word))


def _words(category: Category) -> Iterator[str]:
    yield category.code
    yield from (term for concept in category.lists if concept is not category.besides for term in concept.terms())


def _is_a_country(term: str) -> bool:
    core = term.strip().strip("=*+")
    begins, ends = not term.startswith("*"), not term.endswith("*")
    return names_a_country(core) or (not (begins and ends) and stands_in_a_name(core, first=begins, last=ends))
