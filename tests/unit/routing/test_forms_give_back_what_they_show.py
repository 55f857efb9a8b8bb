"""A form that is sent as it is shown changes nothing; one that holds what it can't is refused with its field."""

from collections.abc import Iterable, Mapping
from typing import Any

import pytest
from starlette.datastructures import FormData

from loket_routing.pages.edit.forms import as_yaml, read_yaml
from loket_routing.pages.edit.regimes import fill_regime, read_regime
from loket_routing.pages.edit.rules import fill_rule, read_rule
from loket_routing.pages.rule_set import ActivationForm
from loket_routing.policy import rule_set
from loket_shared.failures import InvalidInputError
from loket_shared.web.form_parsing import parse_form

POLICY = rule_set("2026.1").document()
RULES = [rule for line in POLICY["lines"] for rule in line["rules"]]


def sent(filled: Mapping[str, str | Iterable[str]], **changed: str) -> FormData:
    values = {**filled, **{name.replace("_", "-"): value for name, value in changed.items()}}
    single = [(name, value) for name, value in values.items() if isinstance(value, str)]
    several = [(name, each) for name, value in values.items() if not isinstance(value, str) for each in value]
    return FormData([*single, *several])


def refused(form: FormData) -> set[str]:
    with pytest.raises(InvalidInputError) as error:
        read_rule(form)
    return {each.field for each in error.value.errors}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: str(rule["id"]))
def test_a_rule_comes_back_as_it_was(rule: dict[str, Any]) -> None:
    assert read_rule(sent(fill_rule(rule))) == rule


@pytest.mark.parametrize("regime", POLICY["regimes"], ids=lambda regime: str(regime["code"]))
def test_a_legal_regime_comes_back_as_it_was(regime: dict[str, Any]) -> None:
    assert read_regime(sent(fill_regime(regime))) == regime


def test_a_rule_without_a_reason_is_refused() -> None:
    assert refused(sent(fill_rule(RULES[0]), rule_reasonNl="")) == {"rule-reasonNl"}


def test_a_reason_typed_in_several_lines_is_one_sentence() -> None:
    rule = read_rule(sent(fill_rule(RULES[0]), rule_reasonNl=" Zo is\r\nhet. "))
    assert rule["reason"]["nl"] == "Zo is het."


def test_a_condition_that_is_no_yaml_is_refused_with_its_place() -> None:
    form = sent(fill_rule(RULES[0]), rule_shape="text", rule_condition="topic: [sanctions")
    assert refused(form) == {"rule-condition"}
    with pytest.raises(InvalidInputError) as error:
        read_rule(form)
    assert "regel" in error.value.errors[0].text.nl


def test_choices_count_only_where_they_are_chosen() -> None:
    rule = {**RULES[0], "when": {"topic": ["sanctions"]}}
    assert "when" not in read_rule(sent(fill_rule(rule), rule_shape="none"))


def test_countries_may_be_typed_with_any_sign_between() -> None:
    regime = read_regime(sent(fill_regime(POLICY["regimes"][1]), regime_countries="ir, KP;ru"))
    assert regime["territory"] == {"listed": ["IR", "KP", "RU"]}


def test_a_moment_is_read_on_the_clock_of_the_desk() -> None:
    typed = parse_form(ActivationForm, "activate", FormData([("activate-from", "2026-07-01T09:00")]))
    assert typed.active_from
    assert typed.active_from.isoformat() == "2026-07-01T09:00:00+02:00"
    assert parse_form(ActivationForm, "activate", FormData([("activate-from", "")])).active_from is None


def test_the_whole_document_comes_back_from_its_text() -> None:
    assert read_yaml(as_yaml(POLICY), "text-document") == POLICY
