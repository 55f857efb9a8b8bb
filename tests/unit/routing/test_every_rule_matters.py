"""Each part of the first policy, taken away or turned around, changes what becomes of at least one example."""

import pytest
from unit.routing.asking import RULES
from unit.routing.cases import SHIPPED
from unit.routing.mutations import DOCUMENT, SECTIONS, changed, report

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def committed() -> str:
    return DOCUMENT.read_text(encoding="utf-8")


def test_the_committed_table_is_what_the_examples_notice(committed: str) -> None:
    assert report() == committed, "run python -m unit.routing.mutations in tests"


def test_no_mutation_goes_unnoticed(committed: str) -> None:
    rows = [line.strip("|").split("|") for line in committed.splitlines() if line.startswith("| ")]
    counts = [(row[0].strip(), [int(count) for count in row[1:] if count.strip().isdigit()]) for row in rows]
    assert [name for name, found in counts if 0 in found] == []


def test_the_table_knows_every_rule_signal_and_category(committed: str) -> None:
    rules = [rule.id for line in RULES.lines for rule in line.rules]
    signals = [signal.code for signal in RULES.signals]
    categories = [category.code for category in RULES.lexicon.categories]
    assert [name for name in (*rules, *signals, *categories, *SECTIONS) if f"| {name} |" not in committed] == []


def test_a_policy_that_did_not_change_is_not_noticed() -> None:
    assert changed(RULES) == 0
    assert len(SHIPPED) >= 60


@pytest.mark.parametrize("regime", [regime.code for regime in RULES.regimes if regime.code.startswith("eu-")])
def test_the_order_of_regimes_and_one_twice_change_nothing(regime: str) -> None:
    twice = (*reversed(RULES.regimes), next(entry for entry in RULES.regimes if entry.code == regime))
    assert changed(RULES.model_copy(update={"regimes": twice})) == 0
