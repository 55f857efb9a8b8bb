"""Folded text as words and sentence marks, in order."""

import re
from bisect import bisect_right
from dataclasses import dataclass

_PIECE = re.compile(r"[^\W_]+|[.,;:!?()]")


@dataclass(frozen=True)
class Words:
    """The pieces of a folded text with where each begins."""

    pieces: list[str]
    starts: list[int]

    def at(self, place: int) -> int:
        """Return the number of the piece that covers ``place``."""
        return bisect_right(self.starts, place) - 1

    def end(self, number: int) -> int:
        """Return where piece ``number`` ends, exclusive."""
        return self.starts[number] + len(self.pieces[number])


def split_words(folded: str) -> Words:
    """Split folded text into words and sentence marks."""
    pieces: list[str] = []
    starts: list[int] = []
    place = 0
    for chunk in folded.split(" "):
        # Only a chunk with a sentence mark needs to be taken apart.
        for piece in (chunk,) if chunk.isalnum() else _PIECE.findall(chunk):
            pieces.append(piece)
            starts.append(place)
            place += len(piece)
        place += 1
    return Words(pieces, starts)
