"""What people of universities write is read as they mean it, or left to the front office to confirm."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from unit.routing.asking import decided, question, spoken

TEXTS = Path(__file__).with_name("ways_of_writing.txt")
ROUTES = {
    "none": "OCW",
    "civil": "EZK + AIVD OCW",
    "military": "EZK + MIVD OCW",
    "agri": "LNV + EZK OCW",
    "civil-agri": "LNV + AIVD EZK OCW",
}
ASK = "ask"


def _written() -> Iterator[tuple[str, str]]:
    for line in TEXTS.read_text(encoding="utf-8").splitlines():
        if line.startswith("  - "):
            outcome, _, text = line.removeprefix("  - ").partition(" | ")
            yield outcome, text.replace("\\n", "\n")


@pytest.mark.parametrize(("outcome", "text"), list(_written()))
def test_a_text_comes_to_what_it_means(outcome: str, text: str) -> None:
    meant, to_confirm = outcome.removesuffix("?"), outcome == ASK or outcome.endswith("?")
    topic, _, route = meant.rpartition(" = ")
    decision = decided(question(topic or "collaboration-institution", text=text))
    assert decision.confirmation_needed is to_confirm
    if outcome != ASK:
        assert spoken(decision) == (route if topic else ROUTES[meant])


def test_a_construction_has_counterparts_in_both_languages() -> None:
    outcomes = [outcome for outcome, _ in _written()]
    assert len(outcomes) > 500
    assert min(outcomes.count(outcome) for outcome in ("none", "civil", "military", ASK)) > 20
