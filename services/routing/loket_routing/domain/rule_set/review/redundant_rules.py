"""Finds rules that never fire, and hidden rules: another rule always fires too, and adds all that they add."""

from collections.abc import Iterator
from itertools import permutations

from loket_routing.domain.rule_set.review.finding import Finding, finding
from loket_routing.domain.rule_set.review.prover import Prover
from loket_routing.domain.rule_set.review.rule_encoding import Firing


def find_rules_that_never_fire(prover: Prover) -> Iterator[Finding]:
    """Find the rules that fire in no case."""
    for one in prover.encoding.firings:
        if prover.is_impossible((one.place,), one.fires):
            yield finding(
                "never-fires",
                (one.place,),
                f"Regel {one.rule.id} kan nooit gelden: wat de lijn en de regel vragen, gaat niet samen.",
                f"Rule {one.rule.id} can never fire: what its line and the rule itself ask for can't be together.",
            )


def find_hidden_rules(prover: Prover) -> Iterator[Finding]:
    """Find the rules that can be removed without a change of any route; of two equal rules, the later one."""
    order = {firing.rule.id: place for place, firing in enumerate(prover.encoding.firings)}
    found: set[str] = set()
    for one, other in _never_apart(prover):
        earlier = order[other.rule.id] < order[one.rule.id]
        if one.rule.id in found or not _hides(prover, other, one, earlier=earlier):
            continue
        if earlier or not _hides(prover, one, other, earlier=True):
            found.add(one.rule.id)
            yield finding(
                "hidden",
                (one.place, other.place),
                f"Regel {one.rule.id} voegt nooit iets toe: regel {other.rule.id} geldt dan ook, en geeft hetzelfde.",
                f"Rule {one.rule.id} never adds anything: rule {other.rule.id} then fires too, and gives the same.",
            )


def _never_apart(prover: Prover) -> Iterator[tuple[Firing, Firing]]:
    """Yield pairs of rules of which the second fires in every known case in which the first does."""
    known = [(one, prover.cases(one.fires)) for one in prover.encoding.firings]
    return ((one, other) for (one, ours), (other, theirs) in permutations(known, 2) if not ours & ~theirs)


def _hides(prover: Prover, other: Firing, one: Firing, *, earlier: bool) -> bool:
    """Return whether ``other`` hides ``one``; ``earlier``: the other votes first."""
    places = (one.place, other.place)
    return (
        _gives(other, one)
        and (earlier or _only_adds_contributors(one))
        and not prover.is_impossible(places, one.fires)
        and prover.is_impossible(places, one.fires, -other.fires)
    )


def _gives(other: Firing, one: Firing) -> bool:
    theirs, ours = other.rule.then, one.rule.then
    return (
        set(ours.named) <= set(theirs.named)
        and (theirs.lead is not None or ours.lead is None)
        and (theirs.service is not None or ours.service is None)
        and (theirs.priority == "urgent" or ours.priority != "urgent")
        and (theirs.answer is not None or ours.answer is None)
        and (theirs.confirm is not None or ours.confirm is None)
    )


def _only_adds_contributors(one: Firing) -> bool:
    """Return whether the order of its vote can't matter: it names contributors only, and no lead or confirmation."""
    then = one.rule.then
    return bool(then.contribute or then.service) and not (then.lead or then.answer or then.confirm)
