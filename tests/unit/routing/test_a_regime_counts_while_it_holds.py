"""The legal regimes of the day of asking count: not one that ended, nor one that is still to begin."""

from datetime import UTC, datetime
from typing import Any

import pytest
from unit.routing.asking import RULES, question

from loket_routing.domain.decide.pipeline import decide
from loket_routing.domain.rule_set.document import parse_rule_set
from loket_routing.domain.rule_set.regimes import Regime
from loket_routing.policy import document

ASKED = question("researcher-admission", fields=("chemistry",), countries=("IS",))
FIRST = {"from": "2020-01-01", "until": "2023-12-31"}
AGAIN = {"from": "2026-07-01"}


def regime(code: str, **given: Any) -> dict[str, Any]:
    """A regime on chemistry in a country that has none."""
    return {
        "code": code,
        "name": {"nl": code, "en": code},
        "source": {"scheme": "citation", "id": "Invented for a test"},
        "territory": {"listed": ["IS"]},
        "covers": {"field": ["chemistry"]},
        **given,
    }


def that_count(at: datetime, *regimes: dict[str, Any]) -> set[str]:
    """Return the codes of the regimes among the facts of a decision on a question asked ``at``."""
    rules = parse_rule_set(document(RULES.version) | {"regimes": list(regimes)})
    facts = decide(ASKED, rules, at).facts
    return {fact.value for fact in facts if fact.name == "legal-regime"}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2019, 12, 31, 22, 59, tzinfo=UTC), set()),
        (datetime(2019, 12, 31, 23, 0, tzinfo=UTC), {"first"}),
        (datetime(2023, 12, 31, 22, 59, tzinfo=UTC), {"first"}),
        (datetime(2023, 12, 31, 23, 0, tzinfo=UTC), set()),
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), set()),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), {"again"}),
        (datetime(2036, 1, 1, tzinfo=UTC), {"again"}),
    ],
)
def test_a_regime_that_ended_and_came_back_counts_only_while_it_holds(at: datetime, expected: set[str]) -> None:
    assert that_count(at, regime("first", **FIRST), regime("again", **AGAIN)) == expected


def test_a_regime_that_follows_another_without_a_gap_takes_over_at_midnight() -> None:
    following = regime("next", **{"from": "2024-01-01"})
    last, next_day = datetime(2023, 12, 31, 12, tzinfo=UTC), datetime(2024, 1, 1, 12, tzinfo=UTC)

    assert that_count(last, regime("first", **FIRST), following) == {"first"}
    assert that_count(next_day, regime("first", **FIRST), following) == {"next"}


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2016, 1, 20, 12, tzinfo=UTC), {"eu-iran", "nl-iran-education-2012"}),
        (datetime(2022, 1, 31, 12, tzinfo=UTC), {"eu-iran"}),
        (datetime(2026, 3, 6, 12, tzinfo=UTC), {"eu-iran", "nl-iran-education"}),
    ],
)
def test_the_clause_that_lapsed_in_2016_counts_again_since_2026(at: datetime, expected: set[str]) -> None:
    asked = question("researcher-admission", fields=("energy-nuclear",), countries=("IR",))
    facts = decide(asked, RULES, at).facts

    assert {fact.value for fact in facts if fact.name == "legal-regime"} == expected


@pytest.mark.parametrize("regime", RULES.regimes, ids=lambda regime: regime.code)
def test_each_regime_names_its_law_and_that_it_is_demonstration_data(regime: Regime) -> None:
    assert regime.is_demonstration
    assert regime.name.nl != regime.name.en
    assert regime.source.scheme in {"celex", "bwb"} or regime.code == "arms-embargo-china"
    assert (regime.source.scheme == "bwb") is regime.code.startswith("nl-")


def test_a_regime_that_was_confirmed_is_no_demonstration_data_any_more() -> None:
    confirmed = regime("first", **FIRST, **{"confirmed-by": "BZ, 2027-01-12"})

    assert not Regime.model_validate(confirmed).is_demonstration
