"""Splits folded text into words and sentence marks."""

from bisect import bisect_left
from itertools import compress, count

from loket_routing.domain.decide.matching.denial_words import ALTERNATIVES, DENYING, DUTCH, ENGLISH_ARTICLES

_NEAR = 12
_ANSWER = 2
STOPS = frozenset(".;:!?")
"""The marks that end a sentence."""


class Tokens:
    """The pieces of a folded text: its words and sentence marks. Sentences and denials are computed once."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self.distinct = frozenset(pieces)
        self._stops = list(compress(count(), map(STOPS.__contains__, pieces)))
        self._sentence = (0, -1)
        self._denying: dict[int, bool] = {}

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the begin of piece ``first`` and the end (exclusive) of piece ``last`` in the folded text."""
        start = len(" ".join(self.pieces[:first])) + bool(first)
        return start, start + len(" ".join(self.pieces[first : last + 1]))

    def sentence(self, number: int) -> tuple[int, int]:
        """Return the first piece of the sentence around piece ``number``, and the number of the mark that ends it."""
        # Most calls are about the same sentence as the call before.
        if not self._sentence[0] <= number <= self._sentence[1]:
            stops = self._stops
            following = bisect_left(stops, number)
            end = stops[following] if following < len(stops) else len(self.pieces)
            self._sentence = (stops[following - 1] + 1 if following else 0, end)
        return self._sentence

    def may_deny(self, number: int) -> bool:
        """Return whether the sentence of a piece, or the answer to it, has a word of a denial."""
        begin, end = self.sentence(number)
        if begin not in self._denying:
            self._denying[begin] = not DENYING.isdisjoint(self.pieces[begin : end + 1 + _ANSWER])
        return self._denying[begin]

    def is_alternative(self, number: int) -> bool:
        """Return whether a piece means "or": "of" does so in Dutch only."""
        if self.pieces[number] != "of":
            return self.pieces[number] in ALTERNATIVES
        following = self.pieces[number + 1] if number + 1 < len(self.pieces) else ""
        if following in ENGLISH_ARTICLES:
            return False
        return not DUTCH.isdisjoint(self.pieces[max(number - _NEAR, 0) : number + _NEAR])


def tokenize(folded: str) -> Tokens:
    """Split folded text into words and sentence marks."""
    return Tokens(folded.split(" ") if folded else [])
