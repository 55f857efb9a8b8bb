"""Checks the departments that a rule set names, and that nothing betrays a covert one.

See docs/architecture.md#confidentiality.
"""

from collections.abc import Iterator

from loket_policy import code_lists
from loket_routing.domain.departments import consultable, covert, front_office
from loket_routing.domain.rule_set.conditions import rests_on_signal
from loket_routing.domain.rule_set.faults import RuleSetFault, RuleSetPlace, fault
from loket_routing.domain.rule_set.model import Rule, RuleSet


def find_unfit_departments(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find departments in rules that don't exist, that are the front office, or that may not lead."""
    for rule in rule_set.rules:
        place = RuleSetPlace("rule", rule.id, ("then",))
        yield from (_unfit(place, code) for code in sorted(frozenset(rule.then.named) - consultable()))
        if rule.then.lead in covert():
            yield fault(
                "covert-lead",
                place,
                f"{rule.then.lead} kan geen penvoerder zijn: dat die meedoet, is zelf gevoelig.",
                f"{rule.then.lead} can't lead: that it takes part is itself sensitive.",
            )


def find_unfit_services(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find services by technology that don't exist, or whose participation is not sensitive."""
    for service in rule_set.services:
        place = RuleSetPlace("service", service.signal)
        if service.department not in consultable():
            yield _unfit(place, service.department)
        elif service.department not in covert():
            yield fault(
                "open-service",
                place,
                f"{service.department} is geen dienst; noem dit departement in een regel.",
                f"{service.department} is not a service; name this department in a rule.",
            )


def _unfit(place: RuleSetPlace, code: str) -> RuleSetFault:
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


def find_covert_leaks(rule_set: RuleSet) -> Iterator[RuleSetFault]:
    """Find rules that mix open and covert departments, and open rules or lenses on a signal between services."""
    discreet = frozenset(signal.code for signal in rule_set.signals if signal.discreet)
    for line in rule_set.lines:
        for rule in line.rules:
            if _mixes(rule):
                yield fault(
                    "open-and-covert",
                    RuleSetPlace("rule", rule.id, ("then",)),
                    "Een regel noemt open departementen of diensten, nooit beide: splits hem.",
                    "A rule names open departments or covert ones, never both: split it.",
                )
            if not rule.reveals(covert()) and any(
                rests_on_signal(condition, discreet) for condition in (line.when, rule.when)
            ):
                yield fault(
                    "open-on-discreet",
                    RuleSetPlace("rule", rule.id, ("when",)),
                    "Een open regel kan niet rusten op een signaal dat tussen diensten kiest.",
                    "An open rule can't rest on a signal that chooses between services.",
                )
    for lens in rule_set.lenses:
        if lens.signal in discreet:
            yield fault(
                "lens-on-discreet",
                RuleSetPlace("lens", lens.signal),
                "Een signaal dat tussen diensten kiest kan geen route voorstellen: ieder leest die suggestie.",
                "A signal that chooses between services can't suggest a route: everybody reads the suggestion.",
            )

    if discreet.intersection(rule_set.doubt.signals):
        yield fault(
            "doubt-on-discreet",
            RuleSetPlace(path=("doubt", "signals")),
            "Twijfel over een signaal dat tussen diensten kiest kan niet zo worden genoemd: ieder leest de zekerheid.",
            "Doubt about a signal that chooses between services can't be told so: everybody reads the confidence.",
        )


def _mixes(rule: Rule) -> bool:
    then = rule.then
    return rule.reveals(covert()) and bool(set(then.named) - covert() or then.priority or then.answer or then.confirm)
