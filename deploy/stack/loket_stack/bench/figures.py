"""What a bench found, as a row of the table and as JSON."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Aim:
    """What a figure should reach (issue of the foundation, "Tests and figures"): a least or a most value."""

    value: float
    at_least: bool

    def met_by(self, reached: float) -> bool:
        """Whether ``reached`` is good enough."""
        return reached >= self.value if self.at_least else reached <= self.value

    def __str__(self) -> str:
        return f"{'>=' if self.at_least else '<='} {self.value:g}"


@dataclass(frozen=True)
class Figure:
    """One figure: the median of its rounds. ``unit`` is empty for a ratio; ``note`` says what it is made of."""

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
        """Whether the aim was met, if there is one."""
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


def ratio(name: str, product: Sequence[float], bare: Sequence[float], aim: float) -> Figure:
    """Return the product's share of the bare baseline, round by round; both are rates a second."""
    rounds = [mine / other for mine, other in zip(product, bare, strict=True)]
    note = f"{median(product):.0f} against {median(bare):.0f} questions/s"
    return Figure(name, "", rounds, Aim(aim, at_least=True), note)


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that ``share`` of ``values`` does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[ceil(share * len(ordered)) - 1]
