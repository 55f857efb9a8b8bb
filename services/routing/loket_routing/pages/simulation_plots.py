"""What is drawn of a simulation's report."""

from dataclasses import dataclass
from datetime import date

from loket_policy import code_lists
from loket_routing.domain.simulating.report import DepartmentLoad, Report
from loket_routing.pages.plots import Bar, bars, line


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
