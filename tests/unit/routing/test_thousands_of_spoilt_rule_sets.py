"""A rule set is valid or refused with the place and a sentence; none crashes, hangs or is half accepted."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from random import Random
from typing import Any

import pytest
import yaml
from unit.routing.asking import question
from unit.routing.mutating import Document, misprinted, mutated

from loket_routing.domain.decide.evaluation import UndecidableError
from loket_routing.domain.decide.pipeline import decide
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.edit import OTHER_LISTS
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.domain.rule_set.review import review
from loket_routing.domain.rule_set.yaml_parser import parse_yaml
from loket_routing.policy import document, rule_set

pytestmark = pytest.mark.long

MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
QUESTIONS = [
    question("incident", kind="incident", countries=("IR",)),
    question("sanctions", "procurement", text="Een raket voor een bedrijf.", fields=("photonics",), countries=("CN",)),
    question("other", text="Een raket, een bedrijf en een laptop."),
    question("visits-travel", "researcher-admission", "cyber-security", fields=("energy-nuclear",), countries=("IR",)),
]
WHOLE = rule_set("2026.1").document()


def _reduced() -> Document:
    """The first policy with few lines and words, so that thousands are read and decided by in seconds."""
    lexicon, kept = WHOLE["lexicon"], (10, 9, 5, 3, 1, 11)
    few = [
        {**category, "concepts": _few(category["concepts"]), **{name: {} for name in OTHER_LISTS}}
        for category in lexicon["categories"]
    ]
    return WHOLE | {
        "precedence": kept,
        "lines": [line for line in WHOLE["lines"] if line["number"] in kept],
        "regimes": WHOLE["regimes"][:3],
        "lexicon": {"heads": lexicon["heads"][:3], "categories": few},
    }


def _few(concepts: Mapping[str, Any]) -> Document:
    name, concept = next(iter(concepts.items()))
    return {name: {language: terms[:2] for language, terms in concept.items()}}


REDUCED = json.dumps(_reduced())


def _outcome(data: Any) -> str:
    """Read a document and, where it is valid, decide by it; return what came of it."""
    try:
        rules = parse_rule_set(data)
    except RuleSetError as refused:
        _told_well(refused)
        return "refused"
    _decides(rules)
    return "valid"


def _told_well(refused: RuleSetError) -> None:
    assert refused.faults
    for fault in refused.faults:
        words = (fault.place.words.nl, fault.place.words.en, fault.sentence.nl, fault.sentence.en)
        assert fault.code.replace("-", "").isalpha()
        assert all(text and len(text) < 500 for text in words)
        "\n".join(words).encode()


def _decides(rules: RuleSet) -> None:
    """Nothing keeps a valid set from deciding, but a lead that is missing; then its review says so."""
    assert parse_rule_set(rules.document()) == rules
    try:
        for asked in QUESTIONS:
            decide(asked, rules, MOMENT)
    except UndecidableError:
        assert {"nobody-leads", "not-proven"} & {found.code for found in review(rules)}


@pytest.mark.parametrize("seed", range(4))
def test_a_spoilt_document_is_valid_or_refused(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    outcomes = [_outcome(mutated(REDUCED, random)) for _ in range(970)]
    assert outcomes.count("refused") > 400
    assert outcomes.count("valid") > 40


def test_a_spoilt_document_with_all_words_is_valid_or_refused() -> None:
    random = Random(4)  # noqa: S311
    assert {_outcome(mutated(json.dumps(WHOLE), random)) for _ in range(100)} == {"refused", "valid"}


def test_a_spoilt_text_is_valid_or_refused() -> None:
    random = Random(5)  # noqa: S311
    text = yaml.safe_dump(json.loads(REDUCED), allow_unicode=True, sort_keys=False)
    outcomes = [_outcome_of_text(misprinted(text, random)) for _ in range(200)]
    assert set(outcomes) == {"unreadable", "refused", "valid"}


def _outcome_of_text(text: str) -> str:
    try:
        data = parse_yaml(text)
    except RuleSetError as refused:
        _told_well(refused)
        return "unreadable"
    return _outcome(data)


def test_the_reduced_document_is_a_rule_set_itself() -> None:
    assert _outcome(json.loads(REDUCED)) == _outcome(document("2026.1")) == "valid"
