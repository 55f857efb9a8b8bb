"""Editing changes the part it is about, leaves everything else, and never changes what it was given."""

from collections.abc import Callable, Mapping
from copy import deepcopy

import pytest

from loket_routing.domain.rule_set.edit import (
    OTHER_LISTS,
    Document,
    category_of,
    find_rule,
    line_of,
    regime_of,
    terms_of,
    with_new_regime,
    with_new_rule,
    with_precedence,
    with_regime,
    with_rule,
    with_terms,
    without_regime,
    without_rule,
)
from loket_routing.policy import rule_set

POLICY: Document = rule_set("2026.1").document()
RULE = {"id": "2-other", "then": {"lead": "OCW"}, "reason": {"nl": "Zo.", "en": "So."}}
REGIME = {"code": "other"}

EDITS: Mapping[str, Callable[[Document], Document]] = {
    "changes a rule": lambda document: with_rule(document, "2-lead", RULE),
    "adds a rule": lambda document: with_new_rule(document, 2, RULE),
    "removes a rule": lambda document: without_rule(document, "2-lead"),
    "changes words": lambda document: with_terms(document, "naval", {"ships": {"nl": ["fregat"], "en": []}}),
    "changes the precedence": lambda document: with_precedence(document, {11: -1}),
    "changes a regime": lambda document: with_regime(document, "eu-iran", REGIME),
    "adds a regime": lambda document: with_new_regime(document, REGIME),
    "removes a regime": lambda document: without_regime(document, "eu-iran"),
}


def rules_of(document: Document) -> list[str]:
    return [rule["id"] for line in document["lines"] for rule in line["rules"]]


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_an_edit_changes_one_part_and_nothing_that_it_was_given(edit: Callable[[Document], Document]) -> None:
    before = deepcopy(POLICY)
    after = edit(POLICY)
    assert before == POLICY
    assert len([part for part in before if before[part] != after[part]]) == 1


def test_a_rule_takes_the_place_of_the_one_that_it_changes() -> None:
    before, after = rules_of(POLICY), rules_of(with_rule(POLICY, "2-lead", RULE))
    assert after == [RULE["id"] if rule == "2-lead" else rule for rule in before]


def test_a_new_rule_comes_last_in_its_line() -> None:
    line = line_of(with_new_rule(POLICY, 2, RULE), 2)
    assert line
    assert line["rules"][-1] == RULE


def test_a_rule_that_is_removed_is_not_found() -> None:
    found = find_rule(POLICY, "2-lead")
    assert found
    assert found[0]["number"] == 2
    assert find_rule(without_rule(POLICY, "2-lead"), "2-lead") is None


def test_lines_stand_in_the_order_of_their_ranks() -> None:
    order = [10, 2, 7]
    assert with_precedence({"precedence": order}, {7: 1, 10: 2, 2: 3})["precedence"] == [7, 10, 2]
    assert with_precedence({"precedence": order}, {7: 1, 10: 1, 2: 1})["precedence"] == [2, 7, 10]


@pytest.mark.parametrize("place", range(1, 12))
@pytest.mark.parametrize("number", [10, 3, 11])
def test_a_line_gets_the_place_that_is_asked_for(number: int, place: int) -> None:
    order = [10, 2, 7, 9, 8, 5, 4, 3, 6, 1, 11]
    ranks = {line: rank for rank, line in enumerate(order, start=1)} | {number: place}
    moved = with_precedence({"precedence": order}, ranks)["precedence"]
    assert moved.index(number) == place - 1
    assert [line for line in moved if line != number] == [line for line in order if line != number]


def test_words_come_back_as_they_were() -> None:
    for category in POLICY["lexicon"]["categories"]:
        assert with_terms(POLICY, category["code"], terms_of(category)) == POLICY


def test_a_group_without_words_goes_out() -> None:
    after = category_of(with_terms(POLICY, "naval", {"a": {"nl": ["fregat"], "en": []}, "b": {"nl": []}}), "naval")
    assert after
    assert after["concepts"] == {"a": {"nl": ["fregat"]}}
    assert after.keys().isdisjoint(OTHER_LISTS)


def test_a_regime_that_is_removed_is_not_found() -> None:
    assert regime_of(with_new_regime(POLICY, REGIME), "other") == REGIME
    assert regime_of(without_regime(POLICY, "eu-iran"), "eu-iran") is None
