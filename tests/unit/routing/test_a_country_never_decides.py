"""Swapping countries under the same legal regimes, or naming one in the text, changes nothing."""

from datetime import UTC, datetime

import pytest
from babel import Locale
from hypothesis import assume, given
from hypothesis import strategies as st
from unit.routing.asking import RULES, decided, question, route_of

from loket_routing.domain.rule_sets.regimes import Regime

COUNTRIES = sorted(code for code in Locale("en").territories if len(code) == 2 and code.isalpha())
TOPICS = ["researcher-admission", "doctoral-funding", "collaboration-institution", "export-control", "other"]
FIELDS = ["photonics", "chemistry", "space", "education", "energy-nuclear", "agri-food"]


def _territories(country: str) -> frozenset[str]:
    return frozenset(regime.code for regime in RULES.regimes if regime.territory.covers(country))


@given(
    first=st.sampled_from(COUNTRIES),
    second=st.sampled_from(COUNTRIES),
    topics=st.lists(st.sampled_from(TOPICS), min_size=1, max_size=3, unique=True),
    fields=st.lists(st.sampled_from(FIELDS), max_size=2, unique=True),
    text=st.sampled_from(["Een vraag.", "Dual-use goederen.", "Een raket."]),
)
def test_swapping_countries_under_the_same_regimes_keeps_the_decision(
    first: str, second: str, topics: list[str], fields: list[str], text: str
) -> None:
    assume(_territories(first) == _territories(second))
    asked = question(*topics, text=text, fields=tuple(fields))
    one, other = (decided(asked.model_copy(update={"countries": (country,)})) for country in (first, second))
    assert one == other


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_country_and_no_language_is_a_word_of_the_lexicon(language: str) -> None:
    locale = Locale(language)
    names = [*locale.territories.values(), *locale.languages.values()]
    found = {name: RULES.finder.find(name) for name in names if RULES.finder.find(name)}
    assert found == {}


@pytest.mark.parametrize(
    "named",
    ["Chinese", "Iraanse", "Russische", "Noord-Koreaanse", "Amerikaanse", "Turkse", "Israeli", "Indian", "Syrian"],
)
def test_naming_a_nationality_in_the_text_changes_nothing(named: str) -> None:
    plain = route_of("collaboration-institution", text="Een universiteit wil samenwerken.")
    assert route_of("collaboration-institution", text=f"Een {named} universiteit wil samenwerken.") == plain


def test_a_country_counts_only_where_its_regime_covers_the_question() -> None:
    assert "legal-regime" not in {fact.name for fact in decided(question("other", countries=("IR",))).facts}


def test_a_country_of_a_partner_counts_as_one_of_the_question() -> None:
    asked = question("researcher-admission", fields=("chemistry",), countries=("BE", "IR"))
    assert "BZ" in decided(asked).contributors


@pytest.mark.parametrize(
    ("moment", "applies"),
    [
        (datetime(2021, 9, 8, 21, 59, tzinfo=UTC), False),
        (datetime(2021, 9, 8, 22, 0, tzinfo=UTC), True),
    ],
)
def test_a_regime_counts_from_the_dutch_day_it_begins(moment: datetime, applies: bool) -> None:
    asked = question("researcher-admission", text="Dual-use goederen.", countries=("US",))
    assert ("BZ" in decided(asked, moment).contributors) is applies


def test_a_regime_counts_until_and_with_its_last_day() -> None:
    regime = RULES.regimes[0].model_dump(by_alias=True) | {"until": "2025-12-31"}
    dated = Regime.model_validate(regime)
    assert dated.in_force(datetime(2025, 12, 31, tzinfo=UTC).date())
    assert not dated.in_force(datetime(2026, 1, 1, tzinfo=UTC).date())
