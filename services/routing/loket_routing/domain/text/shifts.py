"""The way back from a changed text to the one it was made from."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

Shift = tuple[int, int]


class Shifts:
    """Where places of a changed text stood; ``(place, by)`` moves every place from ``place`` on by ``by``."""

    def __init__(self, shifts: Iterable[Shift]) -> None:
        ordered = tuple(shifts)
        self._places = [place for place, _ in ordered]
        self._totals = list(accumulate((by for _, by in ordered), initial=0))

    def back(self, place: int) -> int:
        """Return where ``place`` of the changed text stood before."""
        return place + self._totals[bisect_right(self._places, place)]
