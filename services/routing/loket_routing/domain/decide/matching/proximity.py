"""Finds terms of several words whose words are near each other, in another order or with other endings.

"Burgers naar afkomst profileren" holds the words of "profilering van burgers". The text may mean the term or not; a
person decides.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import compress, count, islice
from typing import NamedTuple

from loket_routing.domain.decide.matching.denial_words import DENIALS
from loket_routing.domain.decide.matching.folding import word_set
from loket_routing.domain.decide.matching.terms import Term
from loket_routing.domain.decide.matching.tokens import Tokens

_NEAR = 8
_MOST = 20
_REMEMBERED = 20_000
_ENDING = re.compile(r"(?<=....)(?:ing(?:en|s)?|ies|y|e?n|e?d|e?s|e|t)$")
_MOST_ENDINGS = 3
_EMPTY = word_set(
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


class ProximityIndex:
    """The terms of several words, indexed by their rarest word; a search takes time by the text's length only."""

    def __init__(self, looked_for: Iterable[tuple[str, Term]]) -> None:
        phrases = [phrase for category, term in looked_for if (phrase := _phrase(category, term)) is not None]
        often = Counter(stem for phrase in phrases for stem in phrase.stems)
        by_rarest: dict[str, dict[tuple[str, frozenset[str]], _Phrase]] = {}
        for phrase in phrases:
            rarest = min(phrase.stems, key=lambda stem: (often[stem], stem))
            by_rarest.setdefault(rarest, {}).setdefault((phrase.category, phrase.stems), phrase)
        self._by_rarest = {rarest: tuple(each.values()) for rarest, each in by_rarest.items()}
        self._known = frozenset(often)
        # The known words, each with its stem if a term has that stem.
        self._met: set[str] = set()
        self._stems: dict[str, str] = {}

    def find(self, tokens: Tokens) -> Iterator[Near]:
        """Yield the terms whose words are all near each other in one sentence."""
        phrases = self._possible(tokens.distinct)
        return islice(self._near(tokens, phrases), _MOST) if phrases else iter(())

    def _possible(self, pieces: frozenset[str]) -> dict[str, list[_Phrase]]:
        """Return the terms whose words are all among the pieces, by the pieces with their rarest word."""
        self._meet(pieces)
        known = {piece: self._stems[piece] for piece in self._stems.keys() & pieces}
        stems = set(known.values())
        found: dict[str, list[_Phrase]] = {}
        for piece, stem in known.items():
            phrases = [phrase for phrase in self._by_rarest.get(stem, ()) if phrase.stems <= stems]
            if phrases:
                found[piece] = phrases
        return found

    def _near(self, tokens: Tokens, phrases: Mapping[str, Iterable[_Phrase]]) -> Iterator[Near]:
        for number in compress(count(), map(phrases.__contains__, tokens.pieces)):
            begin, end = tokens.sentence(number)
            first = max(number - _NEAR, begin)
            stems = list(map(self._stems.get, tokens.pieces[first : min(number + _NEAR + 1, end)]))
            for phrase in phrases[tokens.pieces[number]]:
                if phrase.stems.issubset(stems):
                    places = [_nearest(each, stems, number - first) + first for each in phrase.stems]
                    yield Near(min(places), max(places), phrase.category, phrase.term)

    def _meet(self, pieces: frozenset[str]) -> None:
        """Record the pieces that are words of these terms; most words are known already."""
        if self._met.issuperset(pieces):
            return
        if len(self._met) > _REMEMBERED:
            self._met.clear()
            self._stems.clear()
        strange = pieces - self._met
        self._met.update(strange)
        self._stems.update((piece, stem) for piece in strange if (stem := stem_of(piece)) in self._known)


def _nearest(stem: str, stems: list[str | None], place: int) -> int:
    """Return the number of ``stem`` in ``stems``: the nearest one to ``place``, the first of two equally near."""
    places = [one for one, other in enumerate(stems) if other == stem]
    return min(places, key=lambda one: abs(one - place))


def stem_of(word: str) -> str:
    """Return ``word`` without regular endings of nouns and verbs."""
    for _ in range(_MOST_ENDINGS):
        word = _ENDING.sub("", word)
    return word


def _phrase(category: str, term: Term) -> _Phrase | None:
    """Return the stems of a term's words; None if it has fewer than two, or denies something."""
    pieces = term.patterns[0].split()
    if term.written.count("-") or not DENIALS.isdisjoint(pieces):
        return None
    stems = frozenset(stem_of(piece) for piece in pieces if piece not in _EMPTY)
    return _Phrase(stems, category, term) if len(stems) > 1 else None
