"""A rule set in words: when, who and why, by the names of the code lists and of the rule set itself."""

from contextlib import suppress
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from unit.routing.asking import RULES

from loket_policy import code_lists
from loket_routing.domain.presentation.label_lookup import LabelLookup
from loket_routing.domain.presentation.rule_table import find_rules, rule_rows, rule_table
from loket_routing.domain.presentation.rule_texts import describe_condition, describe_effects
from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.model import Effects

TODAY = date(2026, 11, 23)
NAMES = LabelLookup.of(RULES, TODAY)
ROWS = rule_rows(RULES, TODAY)
LEAVES: list[dict[str, Any]] = [
    {"topic": "procurement"},
    {"field": ["photonics", "quantum"]},
    {"kind": "incident"},
    {"partner-type": "company"},
    {"institution-kind": "to2"},
    {"legal-regime": "any"},
    {"legal-regime": "eu-iran"},
    {"signal": ["risk", "technology", "company"]},
    {"language": "en"},
    {"words": "military"},
    {"needed-within-days": 5},
]


def said(condition: object, language: str = "nl") -> str:
    return str(getattr(describe_condition(Condition.model_validate(condition), NAMES), language))


@pytest.mark.parametrize(
    ("condition", "nl", "en"),
    [
        (
            {"all": [{"topic": "collaboration-institution"}, {"signal": "technology"}]},
            'onderwerp is "Samenwerking met een kennisinstelling", en er is een signaal "Sensitieve technologie"',
            'the topic is "Collaboration with a knowledge institution", and there is a signal "Sensitive technology"',
        ),
        (
            {"any": [{"kind": "incident"}, {"language": "en"}, {"legal-regime": "any"}]},
            "het is een melding, of de vraag is gesteld in het Engels, of er is een wettelijk regime van toepassing",
            "it is a report of an incident, or the question is asked in English, or a legal regime applies",
        ),
        (
            {"not": {"signal": ["risk", "company", "state-actor"]}},
            'er is geen signaal "Risicosignaal", "Bedrijf betrokken" of "Statelijke actor"',
            'there is no signal "Risk signal", "Company involved" or "State actor"',
        ),
        (
            {"not": {"all": [{"field": "quantum"}, {"not": {"partner-type": "company"}}]}},
            'vakgebied is niet "Kwantumtechnologie", of een partner is van de soort "Bedrijf"',
            'the field is not "Quantum technology", or a partner is of the kind "Company"',
        ),
        (
            {"all": [{"topic": "other"}, {"any": [{"kind": "question"}, {"needed-within-days": 5}]}]},
            'onderwerp is "Iets anders", en (het is een vraag, of het antwoord is binnen 5 dagen nodig)',
            'the topic is "Something else", and (it is a question, or the answer is needed within 5 days)',
        ),
        (
            {"all": [{"institution-kind": "to2"}, {"all": [{"topic": "other"}]}]},
            'de vraag komt van een instelling van de soort "TO2-instituut", en onderwerp is "Iets anders"',
            'an institution of the kind "TO2 institute for applied research" asks, and the topic is "Something else"',
        ),
    ],
)
def test_a_condition_is_a_sentence(condition: object, nl: str, en: str) -> None:
    assert (said(condition), said(condition, "en")) == (nl, en)


@pytest.mark.parametrize("leaf", LEAVES, ids=str)
def test_every_kind_of_condition_and_its_denial_have_words(leaf: dict[str, object]) -> None:
    assert {said(leaf), said(leaf, "en"), said({"not": leaf}), said({"not": leaf}, "en")} >= {said(leaf)}
    assert said(leaf) != said({"not": leaf})
    assert said({"not": {"not": leaf}}) == said(leaf)


@pytest.mark.parametrize(
    ("days", "words"), [(0, "needed the same day"), (1, "needed within 1 day"), (2, "needed within 2 days")]
)
def test_days_are_counted_as_people_do(days: int, words: str) -> None:
    assert said({"needed-within-days": days}, "en") == f"the answer is {words}"


def test_a_rule_as_deep_as_may_be_is_a_row() -> None:
    deepest: Condition = Condition(kind=("question",))
    with suppress(ValidationError):
        for _ in range(100):
            deepest = Condition(any_=(deepest, Condition(language=("en",))))
    line = RULES.lines[0].model_copy(update={"when": deepest})
    rows = rule_rows(RULES.model_copy(update={"lines": (line,)}), TODAY)
    assert rows[0].when.nl.startswith("(")


def test_no_kind_of_condition_is_without_words() -> None:
    spoken_of = {key for leaf in LEAVES for key in leaf} | {"all", "any", "not"}
    assert spoken_of == {field.alias for field in Condition.model_fields.values()}


def test_a_code_that_nobody_knows_is_its_own_name() -> None:
    assert said({"signal": "nonesuch"}) == 'er is een signaal "nonesuch"'
    assert describe_effects(Effects(lead="NONE"), NAMES).en == "NONE leads"


_CONDITIONS = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"all": parts}),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: {"any": parts}),
        inner.map(lambda part: {"not": part}),
    ),
    max_leaves=8,
)


@given(_CONDITIONS)
def test_brackets_pair_up_and_no_blank_is_left_whatever_is_nested(condition: dict[str, object]) -> None:
    for language in ("nl", "en"):
        words = said(condition, language)
        assert words.count("(") == words.count(")")
        assert "{" not in words
        assert "()" not in words


def test_effects_name_departments_as_they_are_called_on_the_day() -> None:
    then = Effects(lead="EZK", contribute=("BZ", "OCW"), priority="urgent", confirm="by-front-office")
    now = describe_effects(then, NAMES)
    assert now.nl == (
        "Economische Zaken (EZ) is penvoerder; Buitenlandse Zaken (BZ) en Onderwijs, Cultuur en Wetenschap (OCW) "
        "denken mee; de vraag heeft spoed; het loket bevestigt eerst de route"
    )
    assert (
        "Economic Affairs and Climate Policy (EZK) leads"
        in describe_effects(then, LabelLookup.of(RULES, date(2023, 1, 1))).en
    )


def test_a_service_by_technology_is_told_with_the_signals_that_choose_it() -> None:
    told = describe_effects(Effects(service="by-technology"), NAMES).en
    assert 'Intelligence and Security Service (MIVD) on the signal "Military technology or partner", else' in told


def test_every_rule_stands_once_in_the_rows_and_under_each_topic_it_is_about() -> None:
    assert sorted(row.id for row in ROWS) == sorted(rule.id for line in RULES.lines for rule in line.rules)
    by_topic = {group.topic: [row.id for row in group.rows] for group in rule_table(ROWS)}
    assert by_topic["visits-travel"] == ["1-travel", "1-travel-risk", "1-travel-service"]
    assert by_topic["policy-legislation"] == ["1-policy"]
    assert by_topic["procurement"][0] == "5-agri-food"
    assert "sensitive-technology" not in by_topic


def test_what_a_rule_narrows_down_is_said_once() -> None:
    when = {row.id: row.when.nl for row in ROWS}
    assert when["1-travel"] == 'onderwerp is "Bezoeken en dienstreizen", en er is geen signaal "Risicosignaal"'
    assert when["11-other"] == 'onderwerp is "Iets anders", of geen andere regel geldt'


def test_a_draft_without_a_topic_and_with_a_wrong_precedence_is_a_table_all_the_same() -> None:
    general = RULES.lines[0].model_copy(update={"when": Condition(kind=("question",)), "rules": RULES.lines[1].rules})
    draft = RULES.model_copy(update={"lines": (general,), "precedence": (99,)})
    (group,) = rule_table(rule_rows(draft, TODAY))
    assert (group.topic, group.name.en) == (None, "Any topic")


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("beinvloeding", {"7-lead", "7-service"}),
        ("BEÏNVLOEDING  nctv", {"7-lead"}),
        ("travel-service", {"1-travel-service"}),
        ("surveillance of people", {"8-surveillance"}),
        ("nonesuch", set()),
        ("(NCTV) journey", {"1-travel-risk"}),
    ],
)
def test_rules_are_found_by_words_in_either_language(query: str, found: set[str]) -> None:
    assert {row.id for row in find_rules(ROWS, query)} == found


def test_an_empty_search_finds_all() -> None:
    assert find_rules(ROWS, "  ") == ROWS


def test_topics_come_in_the_order_of_the_code_list() -> None:
    order = [topic.code for topic in code_lists.topics()]
    shown = [group.topic for group in rule_table(ROWS) if group.topic]
    assert shown == [code for code in order if code in shown]
