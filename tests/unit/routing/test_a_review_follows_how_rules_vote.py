"""What a review proves holds for how questions are really decided, whatever the rules and the question."""

import pytest
from hypothesis import given, settings
from unit.routing.small_sets import MOMENT, Document, asked, documents

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.gather import gather
from loket_routing.domain.deciding.votes import UndecidableError, hold_ballot
from loket_routing.domain.rule_sets.reading import read_rule_set
from loket_routing.domain.rule_sets.review import Finding, review
from loket_routing.domain.rule_sets.review.inquiry import Inquiry
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_shared.contracts.shared_parts import Route
from loket_shared.local_time import local_date

pytestmark = pytest.mark.long

DAY = local_date(MOMENT)


def _literals(evidence: Evidence, rule_set: RuleSet, inquiry: Inquiry) -> list[int]:
    """Every fact as a literal, and the negation of every fact that isn't there."""
    given_facts = {(fact.name, fact.value) for fact in gather(evidence, rule_set, DAY).all}
    words = {("words", found.category) for found in evidence.found}
    topics = {("topic", topic) for topic in evidence.topics}
    near = [int(value) for name, value in given_facts if name == "needed-in-days" and int(value) >= 0]
    days = {("needed-in-days", str(limit)) for limit in (7, 30) for value in near if value <= limit}
    facts = {fact for fact in given_facts if fact[0] not in {"topic", "needed-in-days"}} | words | topics | days
    return [
        inquiry.circuit.atom(name, code) * (1 if (name, code) in facts else -1)
        for name, code in {*inquiry.circuit.atoms, *facts}
        if name not in {"signal", "denied-signal"}
    ]


@settings(max_examples=100, deadline=None)
@given(document=documents(), evidence=asked())
def test_the_formulas_say_of_each_rule_whether_it_fires(document: Document, evidence: Evidence) -> None:
    rule_set = read_rule_set(document)
    inquiry = Inquiry(rule_set)
    firings = inquiry.asked.firings
    model = inquiry.circuit.solve(tuple(_literals(evidence, rule_set, inquiry)), 100_000)
    assert model is not None
    voted = {vote.rule.id for vote in hold_ballot(rule_set, gather(evidence, rule_set, DAY)).votes}
    assert {one.rule.id for one in firings if one.fires in model} == voted


@settings(max_examples=100, deadline=None)
@given(document=documents(), evidence=asked())
def test_no_question_gives_the_lie_to_a_review(document: Document, evidence: Evidence) -> None:
    rule_set = read_rule_set(document)
    found = review(rule_set)
    assert "not-proven" not in {one.code for one in found}
    voted = {vote.rule.id for vote in hold_ballot(rule_set, gather(evidence, rule_set, DAY)).votes}
    for one in found:
        names = [place.name for place in one.places]
        if one.code == "never-fires":
            assert names[0] not in voted
        elif one.code == "hidden":
            assert names[0] not in voted or names[1] in voted
            assert _route(evidence, _without(document, names[0])) == _route(evidence, rule_set)
    if "nobody-leads" not in {one.code for one in found}:
        assert decide(evidence, rule_set, MOMENT).lead


@settings(max_examples=50, deadline=None)
@given(document=documents())
def test_what_is_found_is_told_in_both_languages_with_its_places(document: Document) -> None:
    found: tuple[Finding, ...] = review(read_rule_set(document))
    assert all(one.places and one.sentence.nl and one.sentence.en for one in found)


def _route(evidence: Evidence, rule_set: RuleSet) -> Route | None:
    try:
        return hold_ballot(rule_set, gather(evidence, rule_set, DAY)).route
    except UndecidableError:
        return None


def _without(document: Document, rule: str) -> RuleSet:
    """The rule set with a rule that never fires in the place of ``rule``, so that no line is empty."""
    never = {"when": {"all": [{"kind": "incident"}, {"not": {"kind": "incident"}}]}, "then": {"lead": "OCW"}}
    lines = [
        line | {"rules": [one | never if one["id"] == rule else one for one in line["rules"]]}
        for line in document["lines"]
    ]
    return read_rule_set(document | {"lines": lines})
