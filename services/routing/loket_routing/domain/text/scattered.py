"""Terms of several words whose words all stand near each other, in another order or with other endings.

"Burgers naar afkomst profileren" holds the words of "profilering van burgers". That may be what the lexicon
means or not, which a person settles.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import compress, count
from typing import NamedTuple

from loket_routing.domain.text.denial_words import DENIALS
from loket_routing.domain.text.terms import Term
from loket_routing.domain.text.word_lists import words as listed
from loket_routing.domain.text.words import Words

_NEAR = 8
_MOST = 20
_REMEMBERED = 20_000
_ENDING = re.compile(r"(?<=....)(?:ing(?:en|s)?|ies|y|e?n|e?d|e?s|e)$")
_EMPTY = listed(
    "de het een van voor door over naar tegen onder tussen in op aan met bij om te en of uit tot als is zijn was",
    "deze dit dat die der den des ons onze hun haar eigen andere alleen zeer er",
    "the a an of for by with from to in on at and or as is are was be that this these those their our its its",
    "own other only just very into",
)


class Near(NamedTuple):
    """All words of ``term`` in pieces ``first`` to ``last`` of a text."""

    first: int
    last: int
    category: str
    term: Term


class _Phrase(NamedTuple):
    stems: frozenset[str]
    category: str
    term: Term


class Scattered:
    """The terms of several words, kept by the rarest of them; asking costs time by the length of a text only."""

    def __init__(self, looked_for: Iterable[tuple[str, Term]]) -> None:
        phrases = [phrase for category, term in looked_for if (phrase := _phrase(category, term)) is not None]
        often = Counter(stem for phrase in phrases for stem in phrase.stems)
        self._by_rarest: dict[str, dict[tuple[str, frozenset[str]], _Phrase]] = {}
        for phrase in phrases:
            rarest = min(phrase.stems, key=lambda stem: (often[stem], stem))
            self._by_rarest.setdefault(rarest, {}).setdefault((phrase.category, phrase.stems), phrase)
        self._known = frozenset(often)
        # The words that were met: all, those that a term has with their stems, and those that a term is kept by.
        self._met: set[str] = set()
        self._stems: dict[str, str] = {}
        self._telling: set[str] = set()

    def find(self, words: Words) -> Iterator[Near]:
        """Yield the terms whose words all stand near each other in one sentence."""
        pieces = words.pieces
        self._meet(pieces)
        found = 0
        for number in compress(count(), map(self._telling.__contains__, pieces)):
            near = self._around(words, number)
            phrases = self._by_rarest[self._stems[pieces[number]]].values() if len(near) > 1 else ()
            for phrase in phrases:
                if phrase.stems.issubset(near):
                    places = [near[each] for each in phrase.stems]
                    yield Near(min(places), max(places), phrase.category, phrase.term)
                    found += 1
                    if found == _MOST:
                        return

    def _around(self, words: Words, number: int) -> dict[str, int]:
        """Return the stems near a piece in its sentence, each with the nearest number of a piece that has it."""
        begin, end = words.sentence(number)
        first = max(number - _NEAR, begin)
        window = words.pieces[first : min(number + _NEAR + 1, end)]
        near: dict[str, int] = {}
        for place, piece in enumerate(window, first):
            stem = self._stems.get(piece)
            if stem is not None and (stem not in near or abs(number - near[stem]) > abs(place - number)):
                near[stem] = place
        return near

    def _meet(self, pieces: list[str]) -> None:
        """Learn which of the pieces are words of these terms; of most words that is known already."""
        if self._met.issuperset(pieces):
            return
        if len(self._met) > _REMEMBERED:
            for known in (self._met, self._stems, self._telling):
                known.clear()
        strange = set(pieces).difference(self._met)
        stems = {piece: stem for piece in strange if (stem := stem_of(piece)) in self._known}
        self._met.update(strange)
        self._stems.update(stems)
        self._telling.update(piece for piece, stem in stems.items() if stem in self._by_rarest)


def stem_of(word: str) -> str:
    """Return ``word`` without a regular ending of a noun or a verb."""
    return _ENDING.sub("", word)


def _phrase(category: str, term: Term) -> _Phrase | None:
    """Return a term as the stems of its words; None where it has fewer than two, or denies something."""
    pieces = term.patterns[0].split()
    if term.written.count("-") or not DENIALS.isdisjoint(pieces):
        return None
    stems = frozenset(stem_of(piece) for piece in pieces if piece not in _EMPTY)
    return _Phrase(stems, category, term) if len(stems) > 1 else None
