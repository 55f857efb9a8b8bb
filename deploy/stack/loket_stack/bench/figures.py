"""The figures of a bench, as a table and as JSON, and its rounds."""

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any, NamedTuple


@dataclass(frozen=True)
class Aim:
    """The value that a figure should reach: at least or at most."""

    value: float
    at_least: bool

    def met_by(self, reached: float) -> bool:
        """Return whether ``reached`` meets the aim."""
        return reached >= self.value if self.at_least else reached <= self.value

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.value:g}"


@dataclass(frozen=True)
class Figure:
    """One figure: the median of its rounds. ``unit`` is empty for a ratio; ``note`` explains it."""

    name: str
    unit: str
    rounds: Sequence[float]
    aim: Aim | None = None
    note: str = ""

    @property
    def reached(self) -> float:
        """The median of the rounds."""
        return median(self.rounds)

    @property
    def met(self) -> bool | None:
        """True if the aim was met; None without an aim."""
        return self.aim.met_by(self.reached) if self.aim else None

    def as_json(self) -> dict[str, Any]:
        """Return the figure as JSON."""
        return {
            "name": self.name,
            "unit": self.unit,
            "reached": round(self.reached, 3),
            "aim": {"atLeast" if self.aim.at_least else "atMost": self.aim.value} if self.aim else None,
            "met": self.met,
            "rounds": [round(value, 3) for value in self.rounds],
            "note": self.note,
        }


def ratio(
    name: str, product: Sequence[float], baseline: Sequence[float], aim: float, what: str = "questions"
) -> Figure:
    """Return the product's share of the baseline, round by round; both are rates a second."""
    rounds = [mine / other for mine, other in zip(product, baseline, strict=True)]
    note = f"{median(product):.0f} against {median(baseline):.0f} {what}/s"
    return Figure(name, "", rounds, Aim(aim, at_least=True), note)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of ``values`` does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[ceil(share * len(ordered)) - 1]


class Reading(NamedTuple):
    """One measured value of a round; ``unit`` is empty for a ratio."""

    value: float
    unit: str = ""


Readings = Mapping[str, Reading]
"""The values of one round, by the name of their figure."""

Round = Callable[[float], Awaitable[Readings]]
"""Measures one round of so many seconds."""


def summarise(rounds: Sequence[Readings], aims: Mapping[str, Aim]) -> list[Figure]:
    """Return a figure for each name, from its value in every round."""
    return [
        Figure(name, reading.unit, [each[name].value for each in rounds], aims.get(name))
        for name, reading in rounds[0].items()
    ]


async def measure_rounds(
    opened: AbstractAsyncContextManager[Round], rounds: "Rounds", aims: Mapping[str, Aim]
) -> list[Figure]:
    """Return the figures of ``rounds``, each measured by the function that ``opened`` yields."""
    async with opened as measure_round:
        return summarise([await measure_round(rounds.seconds) for _ in range(rounds.count)], aims)


_HEAD = ("figure", "reached", "aim", "met", "rounds")
_MET = {True: "yes", False: "no", None: ""}


def render_table(figures: Iterable[Figure]) -> list[str]:
    """Return the table: its head, then one line per figure."""
    rows = [_HEAD, *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(figure: Figure) -> Sequence[str]:
    rounds = " ".join(f"{value:.4g}" for value in figure.rounds) if len(figure.rounds) > 1 else ""
    details = "; ".join(part for part in (rounds, figure.note) if part)
    return figure.name, f"{figure.reached:.4g} {figure.unit}", str(figure.aim or ""), _MET[figure.met], details


@dataclass(frozen=True)
class Rounds:
    """``count`` rounds of ``seconds`` each, of the product and of its baseline in turn."""

    count: int = 3
    seconds: float = 8.0
