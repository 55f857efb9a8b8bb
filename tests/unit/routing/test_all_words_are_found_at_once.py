"""One pass over the text finds what looking for each term at each place finds, and says where it stood."""

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from loket_routing.domain.decide.matching.finder import Finder
from loket_routing.domain.decide.matching.folding import Shifts, fold
from loket_routing.domain.decide.matching.lexicon import Category, Concept, Lexicon
from loket_routing.domain.decide.matching.terms import compile_heads, parse_term
from loket_routing.domain.decide.matching.tokens import Tokens

HEADS = ("ab", "bak")
# Few letters, so that terms are found often, overlap, and stand inside each other.
LETTERS = "abk"
CORES = st.text(LETTERS, min_size=2, max_size=4)
PHRASES = st.lists(CORES, min_size=1, max_size=2).map("-".join) | st.lists(CORES, min_size=2, max_size=2).map(" ".join)
TERMS = st.lists(st.tuples(st.sampled_from(["", "=", "*"]), PHRASES, st.sampled_from(["", "*", "+"])), max_size=6)
PIECES = st.sampled_from(
    ["a", "b", "k", "é", "ß", "ﬁ", "…", "'", "\u00ad", "e\u0301", "你", " ", "  ", "-", "\n", ",", "."]
)
TEXTS = st.lists(PIECES | CORES, max_size=25).map("".join)


def _finder(terms: list[str]) -> Finder:
    """A category for each term, so that no term stands in the way of another."""
    categories = [
        Category(code=f"of-{'x' * (place + 1)}", concepts={"all": Concept(nl=(term,))})
        for place, term in enumerate(terms)
    ]
    return Finder(Lexicon(heads=HEADS, categories=tuple(categories)).vocabulary)


def _spans(words: Tokens) -> list[tuple[int, int]]:
    return [words.span(number, number) for number in range(len(words.pieces))]


def _looked_for(text: str, written: str) -> set[tuple[str, str]]:
    """Every word or phrase of ``text`` that carries the term, with the term: each run of words held against it."""
    term, heads = parse_term(written), compile_heads(HEADS)
    spans = _spans(Tokens(fold(text).pieces))
    starts, ends = (start for start, _ in spans), [end for _, end in spans]
    return {
        (text[start:end], written)
        for start, end in product(starts, ends)
        for pattern in term.patterns
        for place in range(start, end - len(pattern) + 1)
        if text.startswith(pattern, place)
        and " " not in text[start:place]
        and " " not in text[place + len(pattern) - 1 : end]
        and term.fits(text[start:place], text[place + len(pattern) : end], heads)
    }


@given(TEXTS, TERMS)
def test_the_finder_finds_what_looking_everywhere_finds(text: str, given_terms: list[tuple[str, str, str]]) -> None:
    terms = sorted({"".join(marks) for marks in given_terms})
    folded = fold(text).text
    found = {(fold(text[mention.start : mention.end]).text, mention.term) for mention in _finder(terms).find(text)}
    sought = {hit for term in terms for hit in _looked_for(folded, term)}
    assert found <= sought
    # Of overlapping hits of one category the longest is kept: every term that is somewhere is found somewhere.
    assert {term for _, term in found} == {term for _, term in sought}


@given(TEXTS)
def test_every_folded_character_knows_the_character_it_comes_from(text: str) -> None:
    folded = fold(text)
    for place, character in enumerate(folded.text):
        if character != " ":
            start, end = folded.span(place, place + 1)
            assert end == start + 1
            # A full stop may be the blank line that ends a paragraph.
            assert character in fold(text[start]).text or (character == "." and text[start].isspace())


@given(TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text).text).text == fold(text).text


@given(TEXTS)
def test_words_cover_all_but_white_space(text: str) -> None:
    read = fold(text)
    folded, words = read.text, Tokens(read.pieces)
    spans = _spans(words)
    covered = {place for start, end in spans for place in range(start, end)}
    assert covered == {place for place, character in enumerate(folded) if character != " "}
    assert [folded[start:end] for start, end in spans] == words.pieces


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_span_covers_a_run_of_words(text: str, first: int, more: int) -> None:
    read = fold(text)
    folded, words = read.text, Tokens(read.pieces)
    if first + more < len(words.pieces):
        start, end = words.span(first, first + more)
        assert folded[start:end] == " ".join(words.pieces[first : first + more + 1])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(-2, 2)), max_size=5), st.integers(0, 15))
def test_shifts_add_up(steps: list[tuple[int, int]], place: int) -> None:
    places = [sum(distance for distance, _ in steps[: number + 1]) for number in range(len(steps))]
    shifts = [(at, by) for at, (_, by) in zip(places, steps, strict=True)]
    assert Shifts(shifts).back(place) == place + sum(by for at, by in shifts if at <= place)
