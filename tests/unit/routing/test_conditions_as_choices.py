"""A condition of the common shape is shown as choices, and comes back as it was; a deeper one is left to its text."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loket_routing.domain.rule_set.conditions import Condition
from loket_routing.domain.rule_set.edit import CHOSEN, DENIED, Choices, choices_of, condition_of

CODES = st.lists(st.sampled_from(["a", "b", "c"]), min_size=1, max_size=3, unique=True).map(tuple)
CHOICES = st.builds(
    Choices,
    having=st.dictionaries(st.sampled_from(CHOSEN), CODES),
    lacking=st.dictionaries(st.sampled_from(DENIED), CODES),
    within_days=st.none() | st.integers(0, 366),
)


@given(CHOICES)
def test_what_is_chosen_comes_back(choices: Choices) -> None:
    assert choices_of(condition_of(choices)) == choices


@given(CHOICES)
def test_what_is_chosen_is_a_condition(choices: Choices) -> None:
    written = condition_of(choices)
    assert written is None or Condition.model_validate(written)


def test_a_code_alone_is_a_list_of_one() -> None:
    assert choices_of({"topic": "sanctions"}) == Choices(having={"topic": ("sanctions",)})


@pytest.mark.parametrize(
    "condition",
    [
        {"any": [{"topic": ["a"]}, {"signal": ["b"]}]},
        {"not": {"topic": ["a"]}},
        {"not": {"all": [{"signal": ["a"]}]}},
        {"not": {"needed-within-days": 3}},
        {"all": [{"signal": ["a"]}, {"signal": ["b"]}]},
        {"all": [{"needed-within-days": 3}, {"needed-within-days": 4}]},
        {"all": [{"all": [{"topic": ["a"]}]}]},
        {"words": ["military"]},
    ],
)
def test_a_condition_of_another_shape_is_left_to_its_text(condition: dict[str, Any]) -> None:
    assert choices_of(condition) is None
