"""What a review proves holds for how questions are really decided, whatever the rules and the question."""

import pytest
from hypothesis import given, settings
from unit.routing.small_sets import MOMENT, Document, asked, documents

from loket_routing.domain.decide.derivation import derive_facts
from loket_routing.domain.decide.evaluation import UndecidableError, evaluate_rules
from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.review import review
from loket_routing.domain.rule_set.review.findings import Finding
from loket_routing.domain.rule_set.review.prover import Prover
from loket_shared.contracts.shared_parts import Route
from loket_shared.local_time import local_date

pytestmark = pytest.mark.long

DAY = local_date(MOMENT)


def _literals(evidence: Evidence, rule_set: RuleSet, prover: Prover) -> list[int]:
    """Every fact as a literal, and the negation of every fact that isn't there."""
    given_facts = {(fact.name, fact.value) for fact in derive_facts(evidence, rule_set, DAY).all}
    words = {("words", found.category) for found in evidence.found}
    topics = {("topic", topic) for topic in evidence.topics}
    near = [int(value) for name, value in given_facts if name == "needed-in-days" and int(value) >= 0]
    days = {("needed-in-days", str(limit)) for limit in (7, 30) for value in near if value <= limit}
    facts = {fact for fact in given_facts if fact[0] not in {"topic", "needed-in-days"}} | words | topics | days
    return [
        prover.formulas.atom(name, code) * (1 if (name, code) in facts else -1)
        for name, code in {*prover.formulas.atoms, *facts}
        if name not in {"signal", "denied-signal"}
    ]


@settings(max_examples=100, deadline=None)
@given(document=documents(), evidence=asked())
def test_the_formulas_say_of_each_rule_whether_it_fires(document: Document, evidence: Evidence) -> None:
    rule_set = parse_rule_set(document)
    prover = Prover(rule_set)
    firings = prover.encoding.firings
    model = prover.formulas.solve(tuple(_literals(evidence, rule_set, prover)), 100_000)
    assert model is not None
    voted = {vote.rule.id for vote in evaluate_rules(rule_set, derive_facts(evidence, rule_set, DAY)).votes}
    assert {one.rule.id for one in firings if one.fires in model} == voted


@settings(max_examples=100, deadline=None)
@given(document=documents(), evidence=asked())
def test_no_question_gives_the_lie_to_a_review(document: Document, evidence: Evidence) -> None:
    rule_set = parse_rule_set(document)
    found = review(rule_set)
    assert "not-proven" not in {one.code for one in found}
    voted = {vote.rule.id for vote in evaluate_rules(rule_set, derive_facts(evidence, rule_set, DAY)).votes}
    for one in found:
        names = [place.name for place in one.places]
        if one.code == "never-fires":
            assert names[0] not in voted
        elif one.code == "hidden":
            assert names[0] not in voted or names[1] in voted
            assert _route(evidence, _without(document, names[0])) == _route(evidence, rule_set)
    if "nobody-leads" not in {one.code for one in found}:
        assert decide_from_evidence(evidence, rule_set, MOMENT).lead


@settings(max_examples=50, deadline=None)
@given(document=documents())
def test_what_is_found_is_told_in_both_languages_with_its_places(document: Document) -> None:
    found: tuple[Finding, ...] = review(parse_rule_set(document))
    assert all(one.places and one.sentence.nl and one.sentence.en for one in found)


def _route(evidence: Evidence, rule_set: RuleSet) -> Route | None:
    try:
        return evaluate_rules(rule_set, derive_facts(evidence, rule_set, DAY)).route
    except UndecidableError:
        return None


def _without(document: Document, rule: str) -> RuleSet:
    """The rule set with a rule that never fires in the place of ``rule``, so that no line is empty."""
    never = {"when": {"all": [{"kind": "incident"}, {"not": {"kind": "incident"}}]}, "then": {"lead": "OCW"}}
    lines = [
        line | {"rules": [one | never if one["id"] == rule else one for one in line["rules"]]}
        for line in document["lines"]
    ]
    return parse_rule_set(document | {"lines": lines})
