"""The figures as a table for people."""

from collections.abc import Iterable, Sequence

from loket_stack.bench.figures import Figure

_HEAD = ("figure", "reached", "aim", "met", "rounds")
_MET = {True: "yes", False: "no", None: ""}


def lines(figures: Iterable[Figure]) -> list[str]:
    """Return the table, one line a figure below its head."""
    rows = [_HEAD, *map(_row, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _row(figure: Figure) -> Sequence[str]:
    rounds = " ".join(f"{value:.4g}" for value in figure.rounds) if len(figure.rounds) > 1 else ""
    told = "; ".join(part for part in (rounds, figure.note) if part)
    return figure.name, f"{figure.reached:.4g} {figure.unit}", str(figure.aim or ""), _MET[figure.met], told
