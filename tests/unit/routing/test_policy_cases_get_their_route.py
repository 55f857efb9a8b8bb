"""Cases of our own: every line of the policy, both languages, negations, compounds and near misses."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from unit.routing.asking import route_of

CASES = yaml.safe_load(Path(__file__).with_name("policy_cases.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{'+'.join(case['topics'])}: {case['text'][:40]}")
def test_the_case_gets_its_route(case: dict[str, Any]) -> None:
    given = {
        "fields": case.get("fields", ()),
        "countries": case.get("countries", ()),
        "partner_types": case.get("partners", ()),
        "kind": case.get("kind", "question"),
        "language": case.get("language", "nl"),
        "institution_kind": case.get("institution", "university"),
        "consent_to_share": case.get("consent", True),
    }
    assert route_of(*case["topics"], text=case["text"], **given) == case["expect"]
