"""Deciding by what asks for a fact that is there is deciding by everything."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from unit.routing.small_sets import MOMENT, Document, asked, documents

from loket_routing.domain.decide.derivation import derive_facts
from loket_routing.domain.decide.evidence import Evidence, match_terms
from loket_routing.domain.decide.facts import ANY, Fact, Facts
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.rule_set.conditions import Condition, ConditionIndex
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.model import RuleSet
from routing_bench import synthetic_policy, synthetic_questions

FACTS = st.lists(
    st.builds(Fact, name=st.sampled_from("abc"), value=st.sampled_from("xyz"), source=st.sampled_from("123")),
    max_size=12,
)


def _looking_at_everything(document: Document) -> RuleSet:
    rule_set = RuleSet.model_validate(document)
    everything = {
        "lines_by_facts": rule_set.ranked,
        "signals_by_facts": rule_set.signals,
        "regimes_by_facts": rule_set.regimes,
    }
    rule_set.__dict__.update(
        {name: ConditionIndex((None, entry) for entry in all_) for name, all_ in everything.items()}
    )
    return rule_set


def _outcome(evidence: Evidence, rule_set: RuleSet) -> object:
    """The decision, or what kept it from being made: a set drawn at random may name nobody who leads."""
    try:
        return decide_from_evidence(evidence, rule_set, MOMENT)
    except Exception as error:  # both must fail alike
        return repr(error)


@settings(max_examples=50)
@given(documents(), st.lists(asked(), min_size=3, max_size=3))
def test_a_small_set_decides_as_by_everything(document: Document, known: list[Evidence]) -> None:
    rule_set, everything = RuleSet.model_validate(document), _looking_at_everything(document)
    for evidence in known:
        assert _outcome(evidence, rule_set) == _outcome(evidence, everything)
        facts = derive_facts(evidence, everything, MOMENT.date())
        holding = [line for line in rule_set.ranked if line.when.support(facts) is not None]
        candidates = rule_set.lines_by_facts.among(facts)
        assert [line for line in candidates if line in holding] == holding


@pytest.mark.parametrize(
    ("condition", "looked_at"),
    [
        ({"legal-regime": "any"}, True),
        ({"signal": ["company", "military"]}, True),
        ({"signal": "company"}, False),
        ({"not": {"signal": "military"}}, True),
        ({"all": [{"signal": "military"}, {"topic": "other"}]}, False),
        ({"all": [{"not": {"topic": "other"}}, {"legal-regime": "any"}]}, True),
        ({"any": [{"topic": "other"}, {"signal": "company"}]}, False),
        ({"any": [{"topic": "other"}, {"not": {"topic": "other"}}]}, True),
    ],
)
def test_what_a_condition_needs(condition: Document, looked_at: bool) -> None:
    # Another condition makes "topic: other" rare, so that it is what "all" is found by.
    candidates = ConditionIndex(
        [(Condition.model_validate(condition), "one"), (Condition.model_validate({"signal": "military"}), "two")]
    )
    known = [("signal", "military"), ("legal-regime", "eu-iran")]
    facts = Facts.of(Fact(name=name, value=value, source="form.fields") for name, value in known)
    assert candidates.among(facts) == (["one", "two"] if looked_at else ["two"])


@cache
def _large() -> Document:
    return synthetic_policy.generate(synthetic_policy.Size(rules=100, regimes=40, terms=1_500))


def test_a_large_set_decides_as_by_everything_and_looks_at_little() -> None:
    usual, everything = parse_rule_set(_large()), _looking_at_everything(_large())
    for question in synthetic_questions.generate(20, synthetic_policy.terms(_large())):
        evidence = match_terms(question, usual.lexicon, usual.finder)
        assert decide_from_evidence(evidence, usual, MOMENT) == decide_from_evidence(evidence, everything, MOMENT)
        looked_at = usual.lines_by_facts.among(derive_facts(evidence, usual, MOMENT.date()))
        assert len(looked_at) < len(usual.lines) / 2


def test_a_copy_with_other_lines_decides_by_them() -> None:
    rule_set = parse_rule_set(_large())
    assert rule_set.lines_by_facts.entries == rule_set.ranked
    fewer = rule_set.model_copy(update={"lines": rule_set.lines[-1:], "precedence": (rule_set.lines[-1].number,)})
    assert fewer.lines_by_facts.entries == rule_set.lines[-1:]


@given(FACTS, FACTS, st.sampled_from("abc"), st.lists(st.sampled_from(["x", "y", ANY]), min_size=1, unique=True))
def test_facts_are_a_set_whatever_they_are_kept_by(
    some: list[Fact], more: list[Fact], name: str, values: list[str]
) -> None:
    facts = Facts.of(some).plus(more)
    expected = {(fact.name, fact.value, fact.source) for fact in (*some, *more)}
    assert [(fact.name, fact.value, fact.source) for fact in facts.all] == sorted(expected)
    named = [fact for fact in facts.all if fact.name == name and (fact.value in values or ANY in values)]
    assert sorted(map(repr, facts.named(name, values))) == sorted(map(repr, named))
    assert facts.without(name).all == tuple(fact for fact in facts.all if fact.name != name)
