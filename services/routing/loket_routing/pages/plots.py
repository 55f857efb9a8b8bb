"""The geometry of plots, which templates draw as SVG; beside each stands a table with the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass

BAR_WIDTH = 420
"""How long the longest bar is, in units of the drawing."""
LINE_WIDTH, LINE_HEIGHT = 320, 48
"""How large a line's drawing is."""
_MARGIN = 2


@dataclass(frozen=True)
class Bar:
    """Two bars of one name: their values, and their lengths in units of the drawing."""

    name: str
    before: int
    after: int
    length_before: float
    length_after: float


def bars(rows: Sequence[tuple[str, int, int]]) -> tuple[Bar, ...]:
    """Return the bars of names with their values before and after, all to one scale; zero has no length."""
    highest = max((value for _, *values in rows for value in values), default=0) or 1
    return tuple(
        Bar(name, before, after, round(before / highest * BAR_WIDTH, 1), round(after / highest * BAR_WIDTH, 1))
        for name, before, after in rows
    )


def line(values: Sequence[int], highest: int) -> str:
    """Return the points of a line from left to right; ``highest`` is the value at its top.

    A single value is a level line.
    """
    shown = values if len(values) > 1 else [*values, *values]
    step = LINE_WIDTH / max(1, len(shown) - 1)
    height = LINE_HEIGHT - 2 * _MARGIN
    heights = (LINE_HEIGHT - _MARGIN - value / max(1, highest) * height for value in shown)
    return " ".join(f"{place * step:.1f},{y:.1f}" for place, y in enumerate(heights))
