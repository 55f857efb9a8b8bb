"""Cases of our own: every line of the policy, both languages, negations, compounds and near misses."""

from collections import Counter

import pytest
from unit.routing.asking import MOMENT, RULES
from unit.routing.cases import CASES, SHIPPED

from loket_policy import code_lists
from loket_routing.domain.lifecycle.examples import ExpectedExample, failed_examples


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{'+'.join(case.topics)}: {case.text[:40]}")
def test_the_case_gets_its_route(case: ExpectedExample) -> None:
    assert list(failed_examples(RULES, [case], MOMENT)) == []


def test_the_examples_that_come_with_the_set_speak_of_every_topic_in_both_languages() -> None:
    asked = {(topic, example.language) for example in SHIPPED for topic in example.topics}
    assert asked == {(topic.code, language) for topic in code_lists.topics() for language in ("nl", "en")}


def test_no_case_stands_there_twice() -> None:
    repeated = [case for case, times in Counter(CASES).items() if times > 1]
    assert repeated == []
