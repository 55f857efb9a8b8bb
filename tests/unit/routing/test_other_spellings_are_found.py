"""Words that are broken, split, spelt as of old or mistyped are found; ordinary words are not taken for them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import RULES, signals_in

from loket_routing.domain.decide.matching.hits import Doubt, Spans
from loket_routing.domain.decide.matching.spelling import TypoIndex, spellings
from loket_routing.domain.decide.matching.tokens import drop_inner_stops, join_broken_words

PLACES = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)).map(lambda one: (one[0], one[0] + one[1])))


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("onder-\nzeeboten", "military"),
        ("onder- \r\n  zeeboten", "military"),
        ("onder\u2010\nzeeboten", "military"),
        ("dual-\nuse", "export-or-sanctions"),
        ("AI-\ngedreven", "civil-technology"),
        ("gezichts herkenning", "surveillance"),
        ("half geleiders", "civil-technology"),
        ("vermogenselectronica", "civil-technology"),
        ("land- en luchtmacht", "military"),
        ("defence organization", "military"),
        ("een A.I. die leest", "civil-technology"),
    ],
)
def test_what_is_only_written_otherwise_is_found_without_a_doubt(text: str, signal: str) -> None:
    assert signal in signals_in(text)
    assert [mention.doubt for mention in RULES.finder.find(text) if mention.doubt] == []


@pytest.mark.parametrize(
    "text", ["vrij-\nwilligers", "Onder-\n\nzeeboten", "Onder-\nZeeboten", "de literatuur-\nlijst"]
)
def test_a_hyphen_joins_only_what_goes_on_in_lower_case(text: str) -> None:
    assert "military" not in signals_in(text)


@pytest.mark.parametrize("text", ["o.a. wapens", "bijv. drones", "m.b.t. het leger", "i.e. drones", "prof. dr. De Wit"])
def test_the_full_stop_of_an_abbreviation_ends_no_sentence(text: str) -> None:
    assert "." not in drop_inner_stops(text)


@pytest.mark.parametrize(
    "text", ["Dat is n.v.t. Het leger komt.", "Hier is het. Daar ook.", "met drones etc. Het leger"]
)
def test_every_other_full_stop_does(text: str) -> None:
    assert drop_inner_stops(text).count(".") == text.replace("n.v.t", "").replace("etc", "").count(".")


@given(text=st.text(".\u00ad aAnv-\n\r", max_size=60))
def test_no_place_in_a_text_moves(text: str) -> None:
    assert len(drop_inner_stops(text)) == len(join_broken_words(text)) == len(text)


@pytest.mark.parametrize(
    "word",
    [
        "inteligentie",
        "artifical intelligence",
        "millitaire",
        "miltary",
        "militiare",
        "halfgelieders",
        "defentie-industrie",
    ],
)
def test_a_slip_in_a_long_word_is_a_suggestion(word: str) -> None:
    text = word if " " in word or "intel" not in word else f"kunstmatige {word}"
    assert {mention.doubt for mention in RULES.finder.find(text)} == {Doubt.SPELLING}


@pytest.mark.parametrize(
    "word",
    [
        *(
            "professoren",
            "projectleider",
            "verdeling",
            "verdienen",
            "generisch",
            "explosies",
            "gerechtshof",
            "exploitatie",
        ),
        *("oorlogsverleden", "compositie", "contractvorm", "hypertonic", "holomorphic", "manufacture", "sequences"),
    ],
)
def test_an_ordinary_word_is_no_slip(word: str) -> None:
    assert RULES.finder.find(f"Het gaat over {word} in het algemeen.") == ()


@given(word=st.permutations("abcdefghijk").map("".join), place=st.integers(2, 6), letter=st.sampled_from("xyz"))
def test_one_letter_wrong_left_out_or_put_in_is_mended(word: str, place: int, letter: str) -> None:
    slips = TypoIndex([word])
    for slipped in (
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + word[place + 1] + word[place] + word[place + 2 :],
    ):
        if not slipped.startswith(word):
            assert word in slips.mended(frozenset({slipped})).get(slipped, ())


def test_both_letters_of_older_dutch_are_looked_for_and_both_englishes() -> None:
    assert {"vermogenselektronica", "vermogenselectronica", "vermogenselektronika"} <= set(
        spellings("vermogenselektronica", "nl")
    )
    assert "defense organization" in {
        other for one in spellings("defence organisation", "en") for other in spellings(one, "en")
    }


@given(spans=PLACES, start=st.integers(0, 40), length=st.integers(1, 6))
def test_spans_meet_where_any_of_them_does(spans: list[tuple[int, int]], start: int, length: int) -> None:
    met = any(begin < start + length and start < end for begin, end in spans)
    assert Spans(spans).meet(start, start + length) is met
