"""Finds rules of one line that contradict each other: only their order in the document would decide."""

from collections.abc import Iterator
from itertools import combinations, permutations

from loket_routing.domain.rule_set.review.finding import Finding, describe_case, finding
from loket_routing.domain.rule_set.review.prover import Prover
from loket_routing.domain.rule_set.review.rule_encoding import Firing


def find_contradictions(prover: Prover) -> Iterator[Finding]:
    """Find pairs of rules with different leads, and rules whose answer or priority another rule always overrides."""
    for one, other in combinations(prover.encoding.firings, 2):
        if one.line == other.line and _other_leads(one, other):
            yield from _leads(prover, one, other)
    for one, other in permutations(prover.encoding.firings, 2):
        if one.line == other.line:
            yield from _overruled(prover, one, other)


def _other_leads(one: Firing, other: Firing) -> bool:
    ours, theirs = one.rule.then.lead, other.rule.then.lead
    return ours is not None and theirs is not None and ours != theirs


def _leads(prover: Prover, one: Firing, other: Firing) -> Iterator[Finding]:
    places = (one.place, other.place)
    for narrow, wide in ((one, other), (other, one)):
        if _fires_with(prover, narrow, wide):
            yield finding(
                "contradiction",
                places,
                f"Telkens als regel {narrow.rule.id} {narrow.rule.then.lead} tot penvoerder maakt, "
                f"maakt regel {wide.rule.id} {wide.rule.then.lead} dat.",
                f"Whenever rule {narrow.rule.id} lets {narrow.rule.then.lead} lead, "
                f"rule {wide.rule.id} lets {wide.rule.then.lead} lead.",
            )
            return
    case = prover.example(places, one.fires, other.fires)
    if case is not None:
        told = describe_case(prover.formulas.true_atoms(case))
        yield finding(
            "leads-collide",
            places,
            f"Beide regels kunnen tegelijk gelden en noemen een andere penvoerder, bijvoorbeeld bij: {told.nl}.",
            f"Both rules can fire at once and name another lead, for example on: {told.en}.",
        )


def _overruled(prover: Prover, one: Firing, other: Firing) -> Iterator[Finding]:
    ours, theirs = one.rule.then, other.rule.then
    answers_in_vain = ours.answer is not None and bool(theirs.named)
    waits_in_vain = ours.priority == "normal" and theirs.priority == "urgent"
    if (answers_in_vain or waits_in_vain) and _fires_with(prover, one, other):
        nl = "antwoordt het loket" if answers_in_vain else "is de prioriteit normaal"
        en = "the front office answers" if answers_in_vain else "the priority is normal"
        yield finding(
            "contradiction",
            (one.place, other.place),
            f"Volgens regel {one.rule.id} {nl}, maar telkens als die geldt, bepaalt regel {other.rule.id} iets anders.",
            f"By rule {one.rule.id} {en}, but whenever it fires, rule {other.rule.id} says otherwise.",
        )


def _fires_with(prover: Prover, one: Firing, other: Firing) -> bool:
    places = (one.place, other.place)
    return not prover.is_impossible(places, one.fires) and prover.is_impossible(places, one.fires, -other.fires)
