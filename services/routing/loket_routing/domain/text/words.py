"""Folded text as words and sentence marks, in order."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

STOPS = frozenset(".;:!?")
"""The marks that end a sentence."""


@dataclass(frozen=True)
class Words:
    """The pieces of a folded text; what is asked of them is worked out once for the whole text."""

    pieces: list[str]

    @cached_property
    def starts(self) -> list[int]:
        """Where each piece begins."""
        return list(accumulate((len(piece) + 1 for piece in self.pieces[:-1]), initial=0)) if self.pieces else []

    @cached_property
    def _stops(self) -> list[int]:
        return [number for number, piece in enumerate(self.pieces) if piece in STOPS]

    def at(self, place: int) -> int:
        """Return the number of the piece that covers ``place``."""
        return bisect_right(self.starts, place) - 1

    def end(self, number: int) -> int:
        """Return where piece ``number`` ends, exclusive."""
        return self.starts[number] + len(self.pieces[number])

    def sentence(self, number: int) -> tuple[int, int]:
        """Return the first piece of the sentence around piece ``number``, and where the mark that ends it stands."""
        stops = self._stops
        following = bisect_left(stops, number)
        start = stops[following - 1] + 1 if following else 0
        return start, stops[following] if following < len(stops) else len(self.pieces)


def split_words(folded: str) -> Words:
    """Split folded text into words and sentence marks."""
    return Words(folded.split(" ") if folded else [])
