"""The geometry of plots. Templates draw them as SVG, next to a table with the same figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from loket_policy import code_lists
from loket_routing.domain.simulation.report import DepartmentLoad, Report

BAR_WIDTH = 420
"""The length of the longest bar, in units of the drawing."""
LINE_WIDTH, LINE_HEIGHT = 320, 48
"""The size of a line plot, in units of the drawing."""
_MARGIN = 2


@dataclass(frozen=True)
class Bar:
    """Two bars under one name: their values, and their lengths in units of the drawing."""

    name: str
    before: int
    after: int
    length_before: float
    length_after: float


def bars(rows: Sequence[tuple[str, int, int]]) -> tuple[Bar, ...]:
    """Return the bars of each name for its values before and after, all at one scale."""
    highest = max((value for _, *values in rows for value in values), default=0) or 1
    return tuple(
        Bar(name, before, after, round(before / highest * BAR_WIDTH, 1), round(after / highest * BAR_WIDTH, 1))
        for name, before, after in rows
    )


def line(values: Sequence[int], highest: int) -> str:
    """Return the points of a line from left to right; ``highest`` is the value at its top.

    A single value becomes a horizontal line.
    """
    shown = values if len(values) > 1 else [*values, *values]
    step = LINE_WIDTH / max(1, len(shown) - 1)
    height = LINE_HEIGHT - 2 * _MARGIN
    heights = (LINE_HEIGHT - _MARGIN - value / max(1, highest) * height for value in shown)
    return " ".join(f"{place * step:.1f},{y:.1f}" for place, y in enumerate(heights))


@dataclass(frozen=True)
class LoadLines:
    """The load of one department over the weeks, as points of two lines."""

    load: DepartmentLoad
    before: str
    after: str


@dataclass(frozen=True)
class Plots:
    """The drawings of one report."""

    leads: tuple[Bar, ...]
    contributions: tuple[Bar, ...]
    loads: tuple[LoadLines, ...]


def plots_of(report: Report, today: date) -> Plots:
    """Return the drawings of ``report``, with departments by the short names of ``today``."""
    named = [(code_lists.department(each.department).named(today).abbreviation, each) for each in report.departments]
    return Plots(
        leads=bars([(name, each.lead.before, each.lead.after) for name, each in named]),
        contributions=bars([(name, each.contribute.before, each.contribute.after) for name, each in named]),
        loads=tuple(map(_lines, report.load.departments)),
    )


def _lines(load: DepartmentLoad) -> LoadLines:
    highest = max(load.highest.before, load.highest.after)
    return LoadLines(load, line(load.before, highest), line(load.after, highest))
