"""Plots show figures to one scale, and stay within their drawing."""

from hypothesis import given
from hypothesis import strategies as st

from loket_routing.pages.plots import BAR_WIDTH, LINE_HEIGHT, LINE_WIDTH, bars, line

FIGURES = st.integers(0, 100_000)


@given(st.lists(st.tuples(st.text(), FIGURES, FIGURES)))
def test_bars_are_as_long_as_their_figures(rows: list[tuple[str, int, int]]) -> None:
    highest = max((value for _, before, after in rows for value in (before, after)), default=0) or 1
    for bar in bars(rows):
        assert abs(bar.length_before - bar.before / highest * BAR_WIDTH) <= 0.051
        assert abs(bar.length_after - bar.after / highest * BAR_WIDTH) <= 0.051


@given(st.lists(FIGURES, min_size=1))
def test_a_line_goes_from_edge_to_edge_within_its_drawing(values: list[int]) -> None:
    points = [tuple(map(float, point.split(","))) for point in line(values, max(values)).split()]
    assert points[0][0] == 0
    assert points[-1][0] == LINE_WIDTH
    assert all(0 <= y <= LINE_HEIGHT for _, y in points)


def test_higher_figures_stand_higher() -> None:
    assert line([0, 10], 10) == f"0.0,{LINE_HEIGHT - 2:.1f} {LINE_WIDTH:.1f},2.0"


def test_without_figures_there_is_no_line() -> None:
    assert line([], 0) == ""
