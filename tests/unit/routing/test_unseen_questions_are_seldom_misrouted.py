"""Questions that nobody had in mind who wrote rules and lexicon: few go astray unnoticed, and few ask for a person.

They were written from the domain alone, without sight of the lexicon or of earlier questions. What the first look at
each set showed was mended by its kind afterwards: a new set tells how good routing is, these keep it so.
"""

from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter
from unit.routing.asking import MOMENT, RULES

from loket_routing.domain.lifecycle.examples import ExpectedExample, run_example

EXAMPLES = TypeAdapter(tuple[ExpectedExample, ...])
ALWAYS_CONFIRMED = {"other", "sensitive-technology"}
"""Topics that say too little by themselves: a person looks at each question that has no other."""


@pytest.mark.parametrize(
    ("file", "count"),
    [
        ("unseen_cases.yaml", 300),
        ("further_unseen_cases.yaml", 140),
        ("unseen_cases_of_a_stranger.yaml", 140),
        ("unseen_cases_of_a_colleague.yaml", 160),
        ("unseen_cases_of_an_adviser.yaml", 150),
        ("unseen_cases_of_a_hospital.yaml", 150),
        ("unseen_cases_of_an_institute.yaml", 200),
        ("unseen_cases_of_a_faculty.yaml", 200),
    ],
)
def test_few_go_astray_unnoticed_and_few_ask_for_a_person(file: str, count: int) -> None:
    examples = EXAMPLES.validate_python(yaml.safe_load(Path(__file__).with_name(file).read_text(encoding="utf-8")))
    judged = [example for example in examples if not {*example.topics} <= ALWAYS_CONFIRMED]
    astray, confirmed = [], []
    for example in judged:
        decision = run_example(RULES, example, MOMENT)[1]
        if decision.confirmation_needed:
            confirmed.append(example.subject)
        elif decision.route != example.expect.route:
            astray.append(example.subject)
    assert len(judged) > count
    assert len(astray) <= 0.02 * len(judged), astray
    assert len(confirmed) <= 0.15 * len(judged), confirmed
