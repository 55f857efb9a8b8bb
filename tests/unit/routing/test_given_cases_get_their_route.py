"""The twelve realistic questions that the first policy was written against."""

import json
from pathlib import Path
from typing import Any

import pytest
from unit.routing.asking import decided

from loket_routing.domain.decide.question import Question
from loket_shared.contracts.shared_parts import Institution, QuestionContent
from loket_shared.contracts.texts import BilingualText

CASES = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))["cases"]
UNIVERSITY = Institution(
    ror_id="https://ror.org/05vx0yt57", name=BilingualText(nl="Voorbeeld", en="Example"), kind="university"
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_the_case_gets_its_route_without_confirmation(case: dict[str, Any]) -> None:
    content = QuestionContent.model_validate({**case["question"], "institution": UNIVERSITY})
    decision = decided(Question.of(content, case["question"]["language"]))
    assert decision.route.model_dump(mode="json") == case["expect"]
    assert not decision.confirmation_needed
