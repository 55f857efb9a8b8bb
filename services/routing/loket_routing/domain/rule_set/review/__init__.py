"""Reviews a rule set as a whole: finds rules that contradict, hide others or never fire, and forgotten topics.

A rule set is a set of formulas over finitely many facts. Each finding is a proof, by a solver, over all
questions that a form can hold. If a proof would take too long, a finding says so; nothing is guessed.
"""

from collections.abc import Callable, Iterator

from loket_routing.domain.rule_set.conditions import leaves
from loket_routing.domain.rule_set.faults import RuleSetPlace
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.review.findings import (
    Finding,
    find_cases_without_a_lead,
    find_contradictions,
    find_hidden_rules,
    find_rules_that_never_fire,
    find_topics_without_a_rule,
    finding,
)
from loket_routing.domain.rule_set.review.prover import Prover

NOT_PROVEN = "not-proven"
"""The code of the finding that a proof would take too long."""

_REVIEWS: tuple[Callable[[Prover], Iterator[Finding]], ...] = (
    find_rules_that_never_fire,
    find_contradictions,
    find_cases_without_a_lead,
    find_hidden_rules,
    find_topics_without_a_rule,
)
_MOST_RULES = 500
_MOST_CODES = 20_000


def review(rule_set: RuleSet) -> tuple[Finding, ...]:
    """Return the findings on ``rule_set``, which must have no faults; it takes some seconds at most.

    Without a finding ``nobody-leads`` or ``not-proven`` the set can decide every question.
    """
    if _is_too_large(rule_set):
        return (_not_proven((RuleSetPlace(),)),)
    prover = Prover(rule_set)
    found = tuple(one for find in _REVIEWS for one in find(prover))
    return (*found, *([_not_proven(tuple(prover.unproven))] if prover.unproven else []))


def _is_too_large(rule_set: RuleSet) -> bool:
    codes = sum(len(codes) for _, condition in rule_set.conditions() for _, codes in leaves(condition))
    return codes > _MOST_CODES or len(rule_set.rules) > _MOST_RULES


def _not_proven(places: tuple[RuleSetPlace, ...]) -> Finding:
    return finding(
        NOT_PROVEN,
        places,
        "Het kost te veel stappen om na te gaan of hier iets tegenstrijdig, verborgen of onbeslisbaar is.",
        "It takes too many steps to prove whether anything here contradicts, is hidden or can't be decided.",
    )
