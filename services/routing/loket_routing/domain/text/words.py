"""Folded text as words and sentence marks, in order."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_PIECE = re.compile(r"[^\W_]+|[.,;:!?()]")


@dataclass(frozen=True)
class Words:
    """The pieces of a folded text with where each begins and ends."""

    pieces: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def at(self, place: int) -> int:
        """Return the number of the piece that covers ``place``."""
        return bisect_right(self.starts, place) - 1


def split_words(folded: str) -> Words:
    """Split folded text into words and sentence marks."""
    found = tuple(_PIECE.finditer(folded))
    return Words(
        tuple(piece.group() for piece in found),
        tuple(piece.start() for piece in found),
        tuple(piece.end() for piece in found),
    )
