"""A text costs by its length, whatever is repeated in it, and what is kept of it is bounded."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from unit.routing.asking import RULES
from unit.routing.steps import steps

from loket_routing.domain.decide.matching import denial_words

LONGEST = 20_000
# Lines run for a character, of texts short and long: what costs by the square is far beyond it in the long ones.
LINES_A_CHARACTER = 150
SHORT = 600

_LISTS = [words for words in vars(denial_words).values() if isinstance(words, frozenset)]
DENIALS = sorted({word if isinstance(word, str) else " ".join(word) for words in _LISTS for word in words})
MARKS = [*".,;:!?()[]\"'-", "...", "- ", "\n", "-\n", "\n\n", " ", "\u00ad", "\u2019", "é", "ß", "ﬁ"]
CATEGORIES = RULES.lexicon.categories
TERMS = sorted({term.strip("=*+") for category in CATEGORIES for concept in category.lists for term in concept.terms()})
PIECES = st.sampled_from(TERMS) | st.sampled_from(DENIALS) | st.sampled_from(MARKS)


def repeated(text: str, length: int) -> str:
    return (text * (length // len(text) + 1))[:length]


def cost(text: str) -> int:
    RULES.finder.find("Geen leger.")  # what is made ready once is no cost of this text
    return steps(lambda: RULES.finder.find(text))


def too_dear(text: str, length: int) -> bool:
    return cost(repeated(text, length)) > LINES_A_CHARACTER * length


def test_no_term_repeated_without_end_costs_more_than_by_its_length() -> None:
    assert [term for term in TERMS if too_dear(f"{term} ", SHORT)] == []


@pytest.mark.parametrize("term", ["ai", "leger", "niet alleen civiel", "company"])
def test_no_word_of_denying_before_a_term_costs_more_than_by_its_length(term: str) -> None:
    assert [word for word in DENIALS if too_dear(f"{word} {term} ", SHORT)] == []


@given(pieces=st.lists(PIECES, min_size=1, max_size=6), joint=st.sampled_from(["", " ", ", ", "\n"]))
def test_no_mixture_costs_more_than_by_its_length(pieces: list[str], joint: str) -> None:
    assert not too_dear(joint.join([*pieces, ""]) or " ", 5 * SHORT)


@pytest.mark.parametrize(
    "text",
    [
        *("ai ", "geen ai ", "niet ai, ", "ai", "ai-", "militair", "leger van leger ", "embargo onder embargo "),
        *("(ai) ", '"ai" ', "geen ", ". ", "- \n", " ", "\n", "\u00ad", "a", "é", "is ai "),
    ],
)
def test_the_longest_text_costs_no_more_than_by_its_length(text: str) -> None:
    assert not too_dear(text, LONGEST)


@pytest.mark.parametrize("text", ["ai drone ", "geen ai. drone. ", "leger, geen wapens, drones en een bedrijf; "])
def test_what_is_kept_of_a_text_is_bounded(text: str) -> None:
    found = RULES.finder.find(repeated(text, LONGEST))
    assert max(Counter((mention.category, mention.denied, mention.doubt) for mention in found).values()) <= 20


def test_a_word_that_is_asserted_is_kept_after_any_number_of_denied_ones() -> None:
    found = RULES.finder.find(repeated("Geen drones. ", 10_000) + "Een drone.")
    assert [mention.denied for mention in found].count(False) == 1
