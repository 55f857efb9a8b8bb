"""Whatever can be wrong with a form about rule sets is said with the name of the field."""

import re
from datetime import date
from importlib.resources import files

import pytest
from pydantic import BaseModel
from starlette.datastructures import FormData

from loket_routing.domain.lifecycle.examples import Example, Expected
from loket_routing.pages.edit.forms import ConditionForm
from loket_routing.pages.edit.regimes import RegimeForm
from loket_routing.pages.edit.rules import RuleForm
from loket_routing.pages.field_names import EXAMPLE_FIELDS, REGIME_FIELDS, RULE_FIELDS
from loket_routing.pages.rule_set import RESTORATION, RULE_SET_ACTIONS
from loket_routing.pages.trial import read_example
from loket_shared.field_errors import FieldNames

EITHER_WAY = {"lead", "contribute", "service", "priority", "answer", "confirm", "revision"}
"""Fields of a rule that any value is right for, and the hidden one."""
CHOICES = set(ConditionForm.model_fields) - {"shape", "within_days", "condition"}


def names(form: type[BaseModel], leaving_out: set[str]) -> set[str]:
    return {field.alias or name for name, field in form.model_fields.items() if name not in leaving_out}


@pytest.mark.parametrize(
    ("form", "prefix", "named"),
    [
        (RuleForm, "rule", RULE_FIELDS),
        (RegimeForm, "regime", REGIME_FIELDS),
        (Example, "example", EXAMPLE_FIELDS),
        (Expected, "expect", EXAMPLE_FIELDS),
    ],
)
def test_every_field_has_a_name(form: type[BaseModel], prefix: str, named: FieldNames) -> None:
    left_out = EITHER_WAY | CHOICES if issubclass(form, ConditionForm) else set[str]()
    assert {f"{prefix}-{name}" for name in names(form, left_out)} <= set(named)


def test_the_acts_have_theirs() -> None:
    for acts in (RULE_SET_ACTIONS, RESTORATION):
        for act_name, act in acts.by_name.items():
            assert {f"{act_name}-{name}" for name in names(act.body, EITHER_WAY)} <= set(acts.names)


def test_a_question_that_is_typed_is_read_whole() -> None:
    template = files("loket_routing").joinpath("templates", "example_fields.html").read_text(encoding="utf-8")
    on_the_page = set(re.findall(r'form, "(example-\w+(?:-\w+)*)"', template))
    assert on_the_page == {name for name in EXAMPLE_FIELDS if name.startswith("example-")}
    typed = {"example-topics": "sanctions", "example-text": "Een fregat.", "example-neededBy": "15 december 2026"}
    assert read_example(FormData(typed)).needed_by == date(2026, 12, 15)
