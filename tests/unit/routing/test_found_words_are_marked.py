"""A text in which words were found is shown whole, with each place marked once."""

from hypothesis import given
from hypothesis import strategies as st

from loket_routing.domain.decide.evidence import TermMatch
from loket_routing.domain.presentation.highlighting import TextSegment, highlight

TEXT = "een radar voor een defensiebedrijf"
PLACES = st.lists(
    st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12), st.booleans()).map(
        lambda place: found(place[0], min(len(TEXT), place[0] + place[1]), denied=place[2])
    )
)


def found(start: int, end: int, category: str = "military", *, denied: bool = False) -> TermMatch:
    return TermMatch(place="description", start=start, end=end, category=category, term="x", denied=denied)


@given(PLACES)
def test_the_pieces_are_the_text(places: list[TermMatch]) -> None:
    assert "".join(piece.text for piece in highlight(TEXT, places)) == TEXT


@given(PLACES)
def test_every_letter_of_a_place_is_marked_and_no_other(places: list[TermMatch]) -> None:
    covered = {letter for place in places for letter in range(place.start, place.end)}
    shown = [bool(piece.categories) for piece in highlight(TEXT, places) for _ in piece.text]
    assert {place for place, is_marked in enumerate(shown) if is_marked} == covered


def test_places_that_overlap_share_a_piece() -> None:
    assert highlight("defensiebedrijf", [found(0, 8), found(0, 15, "company")]) == (
        TextSegment("defensiebedrijf", ("military", "company")),
    )


def test_a_piece_is_denied_where_all_that_was_found_is() -> None:
    first, second = found(0, 3, denied=True), found(0, 3, "company")
    assert highlight("een", [first])[0].denied
    assert not highlight("een", [first, second])[0].denied
