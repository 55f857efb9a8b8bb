"""The departments that a rule set names exist, and may do what it asks of them."""

from collections.abc import Iterator

from loket_policy import code_lists
from loket_routing.domain.departments import consultable, covert, front_office
from loket_routing.domain.rule_sets.checks.places import rules_of
from loket_routing.domain.rule_sets.faults import Fault, Place, fault
from loket_routing.domain.rule_sets.rule_set import RuleSet


def departments_fit(rule_set: RuleSet) -> Iterator[Fault]:
    """Find departments in rules that don't exist, that are the front office, or that may not lead."""
    for rule in rules_of(rule_set):
        place = Place("rule", rule.id, ("then",))
        yield from (_unfit(place, code) for code in sorted(frozenset(rule.then.named) - consultable()))
        if rule.then.lead in covert():
            yield fault(
                "covert-lead",
                place,
                f"{rule.then.lead} kan geen penvoerder zijn: dat die meedoet, is zelf gevoelig.",
                f"{rule.then.lead} can't lead: that it takes part is itself sensitive.",
            )


def services_fit(rule_set: RuleSet) -> Iterator[Fault]:
    """Find services by technology that don't exist, or whose taking part anybody may know of."""
    for service in rule_set.services:
        place = Place("service", service.signal)
        if service.department not in consultable():
            yield _unfit(place, service.department)
        elif service.department not in covert():
            yield fault(
                "open-service",
                place,
                f"{service.department} is geen dienst; noem dit departement in een regel.",
                f"{service.department} is not a service; name this department in a rule.",
            )


def _unfit(place: Place, code: str) -> Fault:
    if code == front_office():
        return fault(
            "front-office-named",
            place,
            "Het loket wordt nooit genoemd; gebruik 'answer: by-front-office'.",
            "The front office is never named; use 'answer: by-front-office'.",
        )
    known = code_lists.departments().find(code)
    if known is not None:
        return fault(
            "department-by-another-name",
            place,
            f"Er is geen departement met de code '{code}'; schrijf '{known.code}'.",
            f"There is no department with the code '{code}'; write '{known.code}'.",
        )
    return fault("unknown-department", place, f"Er is geen departement '{code}'.", f"There is no department '{code}'.")
