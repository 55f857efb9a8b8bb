"""Questions that nobody had in mind who wrote rules and lexicon: few go astray unnoticed, and few ask for a person.

They were written from the domain alone. To keep them unseen, do not mend the rules for a single one of them.
"""

from pathlib import Path

import yaml
from pydantic import TypeAdapter
from unit.routing.asking import MOMENT, RULES

from loket_routing.domain.deciding.examples import ExpectedExample, tried

EXAMPLES = TypeAdapter(tuple[ExpectedExample, ...]).validate_python(
    yaml.safe_load(Path(__file__).with_name("unseen_cases.yaml").read_text(encoding="utf-8"))
)
ALWAYS_CONFIRMED = {"other", "sensitive-technology"}
"""Topics that say too little by themselves: a person looks at each question that has no other."""


def test_few_go_astray_unnoticed_and_few_ask_for_a_person() -> None:
    judged = [example for example in EXAMPLES if not {*example.topics} <= ALWAYS_CONFIRMED]
    astray, confirmed = [], []
    for example in judged:
        decision = tried(RULES, example, MOMENT)[1]
        if decision.confirmation_needed:
            confirmed.append(example.subject)
        elif decision.route != example.expect.route:
            astray.append(example.subject)
    assert len(judged) > 300
    assert len(astray) <= 0.03 * len(judged), astray
    assert len(confirmed) <= 0.15 * len(judged), confirmed
