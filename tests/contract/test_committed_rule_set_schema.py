"""The published schema of a rule set's document is what the code says, and tells good documents from bad ones."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from loket_routing.domain.rule_set.document import rule_set_schema
from loket_routing.policy import document, rule_set
from loket_routing.schemas.generate import FILE, differs

Document = dict[str, Any]

VALIDATOR = Draft202012Validator(rule_set_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)


def _first_policy() -> Document:
    policy: Document = json.loads(json.dumps(document("2026.1"), default=str))
    return policy


def test_the_committed_file_is_the_one_that_the_code_makes() -> None:
    assert not differs(), "run ./loket schemas"


def test_a_changed_and_a_missing_file_are_noticed(tmp_path: Path) -> None:
    changed = tmp_path / FILE.name
    assert differs(changed)
    changed.write_text("{}")
    assert differs(changed)


def test_it_is_a_schema() -> None:
    Draft202012Validator.check_schema(rule_set_schema())


def test_the_first_policy_fits_as_written_and_as_given_back() -> None:
    assert not list(VALIDATOR.iter_errors(_first_policy()))
    assert not list(VALIDATOR.iter_errors(rule_set("2026.1").document()))


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data.pop("precedence"),
        lambda data: data.update(owner="me"),
        lambda data: data["lines"][0].update(when={"country": "CN"}),
        lambda data: data["lines"][0].update(when={"topic": "weather"}),
        lambda data: data["lines"][0].update(when={"topic": "other", "kind": "incident"}),
        lambda data: data["lines"][0].update(when={}),
        lambda data: data["lines"][0].update(when={"all": []}),
        lambda data: data["lines"][0].update(when={"needed-within-days": 400}),
        lambda data: data["lines"][0].update(rules=[]),
        lambda data: data["lines"][0]["rules"][0].pop("reason"),
        lambda data: data["lines"][0]["rules"][0].update(then={"lead": "ocw"}),
        lambda data: data["doubt"].update(guess=2),
        lambda data: data["regimes"][0].update({"from": "yesterday"}),
    ],
)
def test_what_the_grammar_refuses_does_not_fit(change: Callable[[Document], object]) -> None:
    data = _first_policy()
    change(data)
    assert list(VALIDATOR.iter_errors(data))
