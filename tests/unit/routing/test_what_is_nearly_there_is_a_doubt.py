"""A term in an unknown compound, or its words apart from each other, is confirmed by a person with the place shown."""

import pytest
from unit.routing.asking import RULES, decided, question

from loket_routing.domain.decide.matching.folding import fold
from loket_routing.domain.decide.matching.hits import Doubt
from loket_routing.domain.decide.matching.proximity import ProximityIndex, stem_of
from loket_routing.domain.decide.matching.terms import parse_term
from loket_routing.domain.decide.matching.tokens import Tokens


@pytest.mark.parametrize(
    ("text", "place", "category"),
    [
        ("Wij kopen encryptiemeubilair.", "encryptiemeubilair", "civil-technology"),
        ("De dienst zou journalisten naar huis volgen.", "journalisten naar huis volgen", "surveillance"),
        ("They would study how citizens vote, and profile them.", "citizens vote , and profile", "surveillance"),
        ("Er is artifical inteligence in het spel.", "artifical inteligence", "civil-technology"),
    ],
)
def test_a_person_looks_at_it_at_its_place(text: str, place: str, category: str) -> None:
    found = {(mention.category, mention.doubt) for mention in RULES.finder.find(text)}
    assert any(one == category and doubt in {Doubt.NEARLY, Doubt.SPELLING} for one, doubt in found)
    mention = next(each for each in RULES.finder.find(text) if each.category == category)
    assert fold(text[mention.start : mention.end]).text == place


def test_a_compound_of_a_term_that_takes_any_ending_is_no_doubt() -> None:
    found = {(mention.category, mention.doubt) for mention in RULES.finder.find("Zij testen halfgeleiderbadkuipen.")}
    assert found == {("civil-technology", None)}


@pytest.mark.parametrize(
    ("topic", "text"),
    [
        ("collaboration-institution", "Wij maken encryptiemeubilair."),
        ("ethics-human-rights", "De dienst zou journalisten naar huis volgen."),
    ],
)
def test_it_lowers_the_confidence_below_the_threshold(topic: str, text: str) -> None:
    decision = decided(question(topic, text=text))
    assert decision.confirmation_needed
    assert len(decision.ranking) > 1
    assert any(fact.name == "nearly-found-signal" for fact in decision.facts)


@pytest.mark.parametrize(
    "text",
    [
        "Wij kopen geen encryptiemeubilair.",
        "De dienst heeft journalisten. Studenten volgen een vak.",
        "Wij kopen een raketje en een soldaatje.",
        "Een wearable voor scholen en communities.",
    ],
)
def test_denied_apart_by_sentences_or_small_it_is_none(text: str) -> None:
    assert [each for each in RULES.finder.find(text) if each.doubt is Doubt.NEARLY and not each.denied] == []


def test_no_doubt_is_raised_where_it_would_help_nobody() -> None:
    quiet = {category.code for category in RULES.lexicon.categories if category.nearly == "nothing"}
    assert quiet == {"company", "travel-device", "incident"}
    assert RULES.finder.find("De bedrijfskantine en de telefoongids.") == ()


def test_a_doubt_about_a_state_actor_is_confirmed_whatever_the_topic() -> None:
    text = "Volgens de politie was het niet het werk van een statelijke actor."
    for topic in ("cyber-security", "collaboration-institution"):
        decision = decided(question(topic, text=text))
        doubted = any(fact.name == "perhaps-denied-signal" and fact.value == "state-actor" for fact in decision.facts)
        assert decision.confirmation_needed is doubted
        assert doubted


def test_a_word_does_not_support_itself() -> None:
    decision = decided(question("collaboration-institution", text="Hoeveel chips eten kinderen in de kantine?"))
    assert decision.confirmation_needed


def test_where_words_point_both_ways_the_form_does_not_settle_it() -> None:
    text = "Het bedrijf wil dat het artikel tot maandag onder embargo blijft."
    decision = decided(question("collaboration-company", text=text))
    assert decision.confirmation_needed
    assert any(fact.name == "misplaced-signal" for fact in decision.facts)


def test_a_word_that_is_short_for_one_of_another_meaning_is_a_doubt() -> None:
    """After aardappelchips, chips are most likely those."""
    text = "Een fabrikant van aardappelchips wil weten waarom zijn chips zo snel slap worden."
    found = [(each.start, each.doubt) for each in RULES.finder.find(text) if each.category == "civil-technology"]
    assert found == [(text.index(" chips") + 1, Doubt.MEANING)]
    assert decided(question("collaboration-company", text=text)).confirmation_needed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("profilering", "profileren"), ("profiling", "profile"), ("volgen", "volg"), ("universities", "university")),
        *(("citizen", "citizens"), ("volgt", "volgen"), ("agent", "agenten"), ("bespiedt", "bespieden")),
    ],
)
def test_endings_are_left_out(one: str, other: str) -> None:
    assert stem_of(one) == stem_of(other)


def test_a_word_of_nothing_but_endings_costs_by_its_length() -> None:
    word = f"begin{'es' * 5_000}x"
    assert stem_of(word) == word


def test_words_far_apart_are_not_near() -> None:
    scattered = ProximityIndex([("watching", parse_term("volgen van burgers"))])
    near, far = "burgers een week volgen", f"burgers {'en ' * 9}volgen"
    assert [(each.first, each.last) for each in scattered.find(Tokens(near.split()))] == [(0, 3)]
    assert list(scattered.find(Tokens(far.split()))) == []
