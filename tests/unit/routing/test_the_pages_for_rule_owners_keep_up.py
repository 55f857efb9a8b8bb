"""What rule owners read of the grammar is what the grammar is."""

import re
from pathlib import Path

import pytest
import yaml
from unit.routing.mending import changed, rule

from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import Effects

PAGES = (Path(__file__).parents[3] / "services" / "routing" / "RULES.md").read_text("utf-8")
REVIEW = Path(__file__).parents[3] / "services" / "routing" / "loket_routing" / "domain" / "rule_set" / "review"
CONDITIONS = re.findall(r"`(\{.+?\})` \|$", PAGES, re.MULTILINE)


@pytest.mark.parametrize("model", [Condition, Effects])
def test_every_key_is_explained(model: type[Condition] | type[Effects]) -> None:
    keys = {field.alias for field in model.model_fields.values()}
    assert not [key for key in keys if f"`{key}`" not in PAGES and f"`{key}: " not in PAGES]


def test_every_finding_is_explained() -> None:
    told = {code for file in REVIEW.glob("*.py") for code in re.findall(r'finding\(\s*"([a-z-]+)"', file.read_text())}
    assert told
    assert not [code for code in told if f"`{code}`" not in PAGES]


def test_every_example_is_yaml() -> None:
    examples = re.findall(r"```yaml\n(.+?)```", PAGES, re.DOTALL)
    read = [part for text in examples for part in yaml.safe_load_all(text.replace("\nwhen:", "\n---\nwhen:"))]
    assert [next(iter(part)) for part in read] == ["lines", "when", "when", "signals", "code", "doubt"]


@pytest.mark.parametrize("written", CONDITIONS)
def test_an_example_of_a_condition_is_one(written: str) -> None:
    assert parse_rule_set(changed(lambda data: rule(data, "3-service").update(when=yaml.safe_load(written))))


@pytest.mark.parametrize("written", ["{country: IR}", "{signal: iranian-partner}"])
def test_an_example_of_what_is_refused_is_refused(written: str) -> None:
    assert f"`{written}`" in PAGES
    with pytest.raises(RuleSetError):
        parse_rule_set(changed(lambda data: rule(data, "3-service").update(when=yaml.safe_load(written))))
