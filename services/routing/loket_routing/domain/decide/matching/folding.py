"""Folds text for matching, and maps places in folded text back to the original."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Set
from functools import cached_property
from itertools import accumulate

Shift = tuple[int, int]


class Shifts:
    """Maps places of a changed text to the original; ``(place, by)`` moves every place from ``place`` on by ``by``."""

    def __init__(self, shifts: Iterable[Shift]) -> None:
        ordered = tuple(shifts)
        self._places = [place for place, _ in ordered]
        self._totals = list(accumulate((by for _, by in ordered), initial=0))

    def back(self, place: int) -> int:
        """Return the place in the original of ``place`` in the changed text."""
        return place + self._totals[bisect_right(self._places, place)]


_SENTENCE_MARKS = frozenset(".,;:!?()")
_DROPPED = frozenset("'\u2018\u2019\u00ad\u200b\u200c\u200d\u2060\ufeff")
# A blank line ends a sentence, also after a heading without a full stop.
_PARAGRAPH = re.compile(r"(?<=\w)[^\S\n]*\n(?=[^\S\n]*\n)")
# Up to this number of different characters, Python replaces them one by one much faster than it translates the text.
_FEW = 16


class _Characters(dict[int, str]):
    """The folded form of each character, by its code point; computed at the first use."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character in _DROPPED:
        return ""
    # Twice, as in Unicode's compatibility caseless matching (D146): some characters only fold the second time.
    folded = _simple(_simple(character))
    kept = (piece for piece in folded if not unicodedata.combining(piece))
    return "".join(piece if piece.isalnum() or piece in _SENTENCE_MARKS else " " for piece in kept)


def _simple(text: str) -> str:
    return unicodedata.normalize("NFKD", text.casefold())


_CHARACTERS = _Characters()
# Most of a text is ASCII: there every character but the apostrophe folds to one character.
_PLAIN = bytes(code for code in range(128) if code != ord("'"))
_FOLDED_PLAIN = bytes.maketrans(_PLAIN, "".join(map(_CHARACTERS.__getitem__, _PLAIN)).encode("ascii"))


class Folded:
    """Folded text. First every character of the original is folded, then the pieces are joined by one space each.

    ``pieces`` are the words and sentence marks of ``text``.
    """

    def __init__(self, original: str) -> None:
        self.original = original
        # The characters without a fast way to fold.
        self._others = _others(original)
        self._folded = _fold_characters(original, self._others)
        self._has_runs = "  " in self._folded or self._folded.startswith(" ")
        self.pieces = _apart(self._folded).split()
        self.text = " ".join(self.pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the place in the original of ``start:end`` of the text, end exclusive."""
        return self.origin(start, end, self.text.count(" ", 0, start), self.text.count(" ", 0, end - 1))

    def origin(self, start: int, end: int, first: int, last: int) -> tuple[int, int]:
        """Return the place in the original of ``start:end``, in pieces ``first`` to ``last``, end exclusive."""
        # The folded characters and the text differ in white space only, so the number of other characters before a
        # place is equal.
        begin, until = self._place(start - first, start), self._place(end - 1 - last, end - 1)
        if not self._others:
            return begin, until + 1
        return self._by_characters.back(begin), self._by_characters.back(until) + 1

    def _place(self, others: int, most: int) -> int:
        """Return the place of the folded character with ``others`` characters before it that are not white space.

        Without runs of white space the place is at most ``most``: the text has extra spaces around marks.
        """
        folded, place = self._folded, most
        if self._has_runs:
            return others + bisect_right(self._ends, others)
        beyond = place - folded.count(" ", 0, place) - others
        while beyond:
            nearer = place - beyond
            place, beyond = nearer, folded.count(" ", nearer, place)
        return place

    # Many texts hold no term, so this map is made at the first use.
    @cached_property
    def _by_characters(self) -> Shifts:
        return Shifts(_uneven_characters(self.original, self._others))

    @cached_property
    def _ends(self) -> list[int]:
        """The number of characters other than white space before the end of each run of them."""
        return list(accumulate(map(len, self._folded.split(" "))))


def fold(text: str) -> Folded:
    """Fold ``text``: hyphens, slashes and runs of white space become one space; sentence marks become pieces.

    A hyphen equals a space, so "dual-use" and "dual use" are one term
    (docs/domain.md#departments-and-the-first-policy: compounds and
    inflections included). The folded text begins and ends without white space. A blank line becomes a full stop.
    """
    return Folded(_PARAGRAPH.sub(_full_stop, text) if "\n" in text else text)


def _others(text: str) -> frozenset[str]:
    """Return the characters of ``text`` without a fast way to fold."""
    return frozenset(text.encode("utf-8", "surrogatepass").translate(None, _PLAIN).decode("utf-8", "surrogatepass"))


def _fold_characters(text: str, others: frozenset[str]) -> str:
    if len(others) > _FEW:
        return text.translate(_CHARACTERS)
    # A folded character folds to itself, so the order makes no difference.
    for other in others:
        text = text.replace(other, _CHARACTERS[ord(other)])
    if not text.isascii():
        return text.translate(_CHARACTERS)
    return text.encode("ascii").translate(_FOLDED_PLAIN).decode("ascii")


def _apart(folded: str) -> str:
    """Return ``folded`` with space around each sentence mark."""
    for mark in _SENTENCE_MARKS:
        folded = folded.replace(mark, f" {mark} ")
    return folded


def _full_stop(line_end: re.Match[str]) -> str:
    """Return a full stop of the length of ``line_end``, so that all places stay the same."""
    return ".".ljust(len(line_end[0]))


def fold_term(term: str) -> str:
    """Fold a term of the lexicon."""
    return fold(term).text


def _uneven_characters(text: str, others: frozenset[str]) -> Iterator[Shift]:
    """Yield a shift for each character that folds to none, or to more than one."""
    uneven = {other: length for other in others if (length := len(_CHARACTERS[ord(other)])) != 1}
    moved = 0
    for place, character in sorted(_places(text, uneven.keys())):
        length, folded = uneven[character], place + moved
        if not length:
            yield folded, 1
        # All pieces of a character that became several map to the place of the character.
        yield from ((folded + piece, -1) for piece in range(1, length))
        moved += length - 1


def _places(text: str, characters: Set[str]) -> Iterator[tuple[int, str]]:
    """Yield the places of ``characters`` in ``text``, each with its character."""
    if len(characters) > _FEW:
        yield from ((place, one) for place, one in enumerate(text) if one in characters)
        return
    for one in characters:
        place = text.find(one)
        while place >= 0:
            yield place, one
            place = text.find(one, place + 1)


def word_set(*listed: str) -> frozenset[str]:
    """Return the words of all lines of a word list, which must be written folded."""
    return frozenset(word for line in listed for word in line.split())
