"""Swapping countries under the same legal regimes, or naming one in the text, changes nothing."""

from collections import defaultdict
from datetime import UTC, date, datetime

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import MOMENT, RULES, decided, question
from unit.routing.cases import CASES, any_case

from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_routing.domain.rule_set.country_names import country_names

COUNTRIES = sorted(code for code in map(str, Locale("en").territories) if len(code) == 2 and code.isalpha())
# How a country or a nationality gets into a text; each stands for a whole sentence of its own.
PHRASES = (
    "Een {} universiteit wil samenwerken.",
    "Het gaat om een {}e partner.",
    "De kandidaat heeft de {}e nationaliteit.",
    "De gasten komen uit {}.",
    "De ambassade van {} heeft gebeld.",
    "Onze {}-partner is een zusterinstelling.",
    "Wij schrijven u over {}: {}.",
    "A {} university would like to cooperate.",
    "The applicant is a {} national.",
    "They are based in {}, and so are their colleagues.",
    "Several {}s attend the course.",
    "{}?",
)
fields = st.lists(
    st.sampled_from(["photonics", "chemistry", "space", "education", "energy-nuclear", "agri-food"]),
    max_size=2,
    unique=True,
)


def _alike() -> list[list[str]]:
    """The countries in groups under the same legal regimes, where a group has more than one."""
    groups = defaultdict(list)
    for country in COUNTRIES:
        in_force = (regime for regime in RULES.regimes if regime.in_force(MOMENT.date()))
        groups[frozenset(regime.code for regime in in_force if regime.territory.covers(country))].append(country)
    return [group for group in groups.values() if len(group) > 1]


@given(
    case=any_case,
    pair=st.sampled_from(_alike()).flatmap(lambda group: st.tuples(st.sampled_from(group), st.sampled_from(group))),
    fields=fields,
)
def test_swapping_countries_under_the_same_regimes_keeps_the_decision(
    case: ExpectedExample, pair: tuple[str, str], fields: list[str]
) -> None:
    one, other = (
        decided(case.model_copy(update={"countries": (country,), "fields": (*case.fields, *fields)}).question)
        for country in pair
    )
    assert one == other


def test_most_countries_can_be_swapped() -> None:
    assert sum(map(len, _alike())) > len(COUNTRIES) / 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_country_and_no_language_is_a_word_of_the_lexicon(language: str) -> None:
    locale = Locale(language)
    names = [*locale.territories.values(), *locale.languages.values()]
    found = {name: RULES.finder.find(name) for name in names if RULES.finder.find(name)}
    assert found == {}


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_country_and_no_nationality_gives_a_word_in_any_phrase(phrase: str) -> None:
    texts = (phrase.replace("{}", name) for name in country_names())
    assert [text for text in texts if RULES.finder.find(text)] == []


@given(
    case=any_case, phrase=st.sampled_from(PHRASES), name=st.sampled_from(sorted(country_names())), first=st.booleans()
)
def test_naming_a_nationality_in_the_text_changes_nothing(
    case: ExpectedExample, phrase: str, name: str, first: bool
) -> None:
    sentences = [phrase.replace("{}", name), case.text]
    named = case.model_copy(update={"text": " ".join(sentences if first else reversed(sentences))})
    assert decided(named.question).route == case.expect.route


@given(
    case=st.sampled_from([case for case in CASES if "buitenlandse " in case.text or "foreign " in case.text]),
    name=st.sampled_from(
        ["Chinese", "Iraanse", "Noord-Koreaanse", "Amerikaanse", "Turkse", "Israeli", "Indian", "Syrian"]
    ),
)
def test_which_foreign_country_it_is_changes_nothing(case: ExpectedExample, name: str) -> None:
    told = case.text.replace("buitenlandse ", f"{name} ").replace("foreign ", f"{name} ")
    assert decided(case.model_copy(update={"text": told}).question).route == case.expect.route


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
    dated = RULES.regimes[0].model_copy(update={"valid_until": date(2025, 12, 31)})
    assert dated.in_force(datetime(2025, 12, 31, tzinfo=UTC).date())
    assert not dated.in_force(datetime(2026, 1, 1, tzinfo=UTC).date())
