"""Spans of a text, to ask whether one of them covers a place."""

from bisect import bisect_left
from collections.abc import Iterable
from itertools import accumulate


class Spans:
    """Spans with their ends exclusive; asking costs time by the logarithm of how many there are."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Return whether one of the spans overlaps ``start:end``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start
