"""The words of a text by sentence; marks that end no sentence are dropped first.

Those are the full stops of abbreviations, and the hyphen of a word broken at a line end. Each becomes a character that
folding drops, so that every place in the text stays the same.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import compress, count

from loket_routing.domain.decide.matching.denial_words import ALTERNATIVES, DENYING, DUTCH, ENGLISH_ARTICLES
from loket_routing.domain.decide.matching.folding import word_set

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


_DROPPED = "\u00ad"
_LONGEST = 8
_LINE_BREAK = re.compile(r"(?<=[^\W\d_])[-\u2010\u00ac][^\S\n]*\n[^\S\n]*(?=[^\W\d_A-Z])")
# The next word belongs to one of these, also if it begins with a capital.
_LEADING = word_set(
    "bijv bv evt incl excl ca circa resp dhr mw mevr dr drs ir ing prof mr mrs ms nr vgl zgn zog gen col kol lt luit",
    "capt kapt sgt maj vs oa mbt tbv ipv ivm tav nav dwz ihkv ihb om ie eg cf viz approx dept vd vh",
)
_ABBREVIATIONS = _LEADING | word_set(
    "afd fac univ inst min max tel etc enz ltd inc corp co no fig ref art par jl aub ed eo ea cs oid ai it us eu uk",
    "usa nv nl",
)
# Answers in a form that mean "nothing to report" and look like a sentence.
_CLOSING = word_set("nvt na")
_TAIL = 3
_TAILS = frozenset(word[-_TAIL:] for word in _ABBREVIATIONS | _CLOSING)


def drop_inner_stops(text: str) -> str:
    """Return ``text`` without the full stops of abbreviations: "o.a.", "bijv.", "A.I."."""
    place = text.find(".")
    if place < 0:
        return text
    kept: list[str] = []
    begin = 0
    while place >= 0:
        if _may_end_an_abbreviation(text[max(place - _TAIL, 0) : place]) and _belongs_to_an_abbreviation(
            _bounded_word(text, place), text[place + 1 : place + 4]
        ):
            kept += (text[begin:place], _DROPPED)
            begin = place + 1
        place = text.find(".", place + 1)
    return "".join((*kept, text[begin:])) if kept else text


def join_broken_words(text: str) -> str:
    """Return ``text`` with words joined that a hyphen breaks at the end of a line and that continue in lower case."""
    if "\n" not in text:
        return text
    return _LINE_BREAK.sub(lambda found: _DROPPED * len(found[0]), text)


def _bounded_word(text: str, place: int) -> str:
    """Return the word before ``place``; only its end if it is extremely long."""
    before = text[max(place - 2 * _LONGEST, 0) : place]
    return before.split()[-1] if before and not before[-1].isspace() else ""


# Most full stops follow a word that cannot be an abbreviation.
@lru_cache(maxsize=4096)
def _may_end_an_abbreviation(tail: str) -> bool:
    return len(tail) < _TAIL or tail.casefold() in _TAILS or not tail.isalpha()


# The same few words precede most full stops.
@lru_cache(maxsize=4096)
def _belongs_to_an_abbreviation(before: str, after: str) -> bool:
    """Return whether the full stop between ``before`` and ``after`` ends no sentence."""
    following = after[:1]
    word, dotted = _word_before(before)
    if dotted and following.isalpha() and after[1:2] == ".":
        return True
    if word in _CLOSING or word not in _ABBREVIATIONS:
        return len(word) > 1 and dotted and following.isalnum()
    if word in _LEADING:
        return True
    return bool(following) and not after[:2].lstrip()[:1].isupper()


def _word_before(written: str) -> tuple[str, bool]:
    """Return the letters of the word before a full stop, and whether it is one letter or several with full stops."""
    letters = "".join(filter(str.isalpha, written))
    return letters.casefold(), len(letters) == 1 or len(letters) == written.strip("(\"'").count(".") + 1
