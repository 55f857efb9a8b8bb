"""Every place where a text carries a term of the lexicon, asserted or denied."""

from collections.abc import Iterable, Iterator
from enum import Enum, auto
from itertools import chain, islice
from typing import NamedTuple

import ahocorasick

from loket_routing.domain.text.breaking import joined_at_line_ends, without_inner_stops
from loket_routing.domain.text.denial import goes_on, polarity_of
from loket_routing.domain.text.folding import Folded, fold
from loket_routing.domain.text.lexicon import Category, Concept, Lexicon
from loket_routing.domain.text.polarity import Doubt, Polarity
from loket_routing.domain.text.spans import Spans
from loket_routing.domain.text.spelling import Slips, spellings
from loket_routing.domain.text.terms import Term, compile_heads, parse_term
from loket_routing.domain.text.words import Words


class Mention(NamedTuple):
    """A word of ``category`` at ``start:end`` of the original text (end exclusive), found by ``term``.

    ``doubt``: why it may count or not, which a person settles.
    """

    start: int
    end: int
    category: str
    term: str
    denied: bool
    doubt: Doubt | None = None


class _Role(Enum):
    """What a list of the lexicon is for."""

    TERM = auto()
    SEVERAL_MEANINGS = auto()
    SUPPORT = auto()
    ELSEWHERE = auto()
    BESIDES = auto()


class _Hit(NamedTuple):
    """A whole word or phrase in folded text, and the numbers of its first and last piece."""

    start: int
    end: int
    first: int
    last: int
    category: str
    role: _Role
    term: Term
    slipped: bool = False


_LOOKED_FOR = frozenset({_Role.TERM, _Role.SEVERAL_MEANINGS})
_MOST_SLIPS = 20
_NO_WORD = ("", " ")
_AROUND = 8
_LONGEST_WORD = 100
# Enough to tell every ending and the head of every compound by.
_LONGEST_ENDING = 40
_KEPT_OF_A_KIND = 20


class Finder:
    """The compiled lexicon. Building it costs time; searching costs time by the text's length only."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads = compile_heads(lexicon.heads)
        self._determiner_only = {entry.code for entry in lexicon.categories if entry.denied_by == "determiner"}
        self._automaton, patterns = _compile(lexicon)
        self._slips = Slips(patterns)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, in order; of overlapping ones of a category the longest.

        At most so many are kept of a category, asserted, denied or doubtful, as any reader would look at.
        """
        whole = without_inner_stops(text)
        found = self._find(whole)
        joined = joined_at_line_ends(whole)
        return found if joined == whole else _both(self._find(joined), found)

    def _find(self, text: str) -> tuple[Mention, ...]:
        folded = fold(text)
        words = Words(folded.pieces)
        hits = _Hits(chain(self._hits(folded.text), self._slipped(words)), words)
        return tuple(sorted(self._judge(folded, words, hits), key=_in_order))

    def _hits(self, text: str) -> Iterator[_Hit]:
        place, number = 0, 0
        # An automaton without a word can't be asked.
        for final, (length, entries) in self._automaton.iter(text) if len(self._automaton) else ():
            number += text.count(" ", place, final)
            place, start, end = final, final - length + 1, final + 1
            first = number - text.count(" ", start, end)
            word_start, word_end = _word_around(text, start, end)
            before, after = text[word_start:start], text[end : min(word_end, end + _LONGEST_ENDING)]
            for category, role, term in entries:
                if term.fits(before, after, self._heads):
                    yield _Hit(word_start, word_end, first, number, category, role, term)

    def _slipped(self, words: Words) -> Iterator[_Hit]:
        """Yield what would be found if a word that looks like one of the lexicon were that word."""
        mended = self._slips.mended(words.pieces)
        if not mended:
            return
        misspelt = ((number, piece) for number, piece in enumerate(words.pieces) if piece in mended)
        for number, piece in islice(misspelt, _MOST_SLIPS):
            begin = max(number - _AROUND, words.sentence(number)[0])
            before, after = words.pieces[begin:number], words.pieces[number + 1 : number + 1 + _AROUND]
            for word in mended[piece]:
                for hit in self._hits(" ".join((*before, word, *after))):
                    first, last = hit.first + begin, hit.last + begin
                    if first <= number <= last and hit.role in _LOOKED_FOR:
                        yield _Hit(words.starts[first], words.end(last), first, last, *hit[4:7], slipped=True)

    def _judge(self, folded: Folded, words: Words, hits: "_Hits") -> Iterator[Mention]:
        kept: dict[tuple[str, Polarity], int] = {}
        previous: tuple[int, Polarity] | None = None
        for hit in hits.counting():
            if kept.get((hit.category, Polarity.ASSERTED), 0) >= _KEPT_OF_A_KIND:
                continue
            polarity = polarity_of(words, hit.first, hit.last, hit.category in self._determiner_only)
            if (
                polarity is Polarity.ASSERTED
                and previous is not None
                and goes_on(words, previous[0], hit.first, hit.last)
            ):
                polarity = previous[1]
            previous = (hit.last, polarity)
            kept[hit.category, polarity] = number = kept.get((hit.category, polarity), 0) + 1
            if number <= _KEPT_OF_A_KIND:
                denied, doubt = polarity is Polarity.DENIED, hits.doubt(hit, polarity)
                start = folded.origin(hit.start, hit.first)
                end = folded.origin(hit.end - 1, hit.last) + 1
                yield Mention(start, end, hit.category, hit.term.written, denied, doubt)


def _in_order(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, mention.end, mention.category, mention.term


def _both(found: tuple[Mention, ...], otherwise: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return what was ``found``, and what was found ``otherwise`` where that found nothing of the category."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in found:
        spans.setdefault(mention.category, []).append((mention.start, mention.end))
    known = {category: Spans(each) for category, each in spans.items()}
    more = [
        each for each in otherwise if each.category not in known or not known[each.category].meet(each.start, each.end)
    ]
    return tuple(sorted((*found, *more), key=_in_order))


class _Hits:
    """All that was found in a text, to be asked what of it counts."""

    def __init__(self, hits: Iterable[_Hit], words: Words) -> None:
        self._words = words
        self._terms: list[_Hit] = []
        self._besides: dict[str, list[tuple[int, int]]] = {}
        self._supported: set[str] = set()
        self._elsewhere: set[tuple[str, int]] = set()
        for hit in hits:
            if hit.role is _Role.BESIDES:
                self._besides.setdefault(hit.category, []).append((hit.start, hit.end))
            elif hit.role is _Role.SUPPORT:
                self._supported.add(hit.category)
            elif hit.role is _Role.ELSEWHERE:
                self._elsewhere.add((hit.category, words.sentence(hit.first)[0]))
            else:
                self._terms.append(hit)

    def counting(self) -> Iterator[_Hit]:
        """Yield in order the longest of each category, but for what means something else."""
        besides = {category: Spans(spans) for category, spans in self._besides.items()}
        ends: dict[str, int] = {}
        for hit in sorted(self._terms, key=_longest_first):
            if hit.category in besides and besides[hit.category].meet(hit.start, hit.end):
                continue
            if hit.start >= ends.get(hit.category, 0) and not self._means_something_else(hit):
                yield hit
            ends[hit.category] = hit.end

    def doubt(self, hit: _Hit, polarity: Polarity) -> Doubt | None:
        """Return why a hit that the text does not deny may not count."""
        if polarity is not Polarity.ASSERTED:
            return Doubt.DENIAL if polarity is Polarity.DOUBTFUL else None
        if hit.slipped:
            return Doubt.SPELLING
        several, elsewhere = hit.role is _Role.SEVERAL_MEANINGS, self._is_elsewhere(hit)
        if hit.category in self._supported:
            return Doubt.MEANING if several and elsewhere else None
        return Doubt.MEANING if several or elsewhere else None

    def _means_something_else(self, hit: _Hit) -> bool:
        alone = hit.role is _Role.SEVERAL_MEANINGS and hit.category not in self._supported
        return alone and self._is_elsewhere(hit)

    def _is_elsewhere(self, hit: _Hit) -> bool:
        return bool(self._elsewhere) and (hit.category, self._words.sentence(hit.first)[0]) in self._elsewhere


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words around ``start:end`` begin and end; of one beyond all measure only a part."""
    if text[end : end + 1] in _NO_WORD and text[start - 1 if start else end : start] in _NO_WORD:
        return start, end
    begin, until = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    word_end = text.find(" ", end, until)
    return max(text.rfind(" ", begin, start) + 1, begin), until if word_end < 0 else word_end


def _longest_first(hit: _Hit) -> tuple[int, int, bool, bool]:
    """Sort by place, the longest first; of two in one place what is spelt right, and has several meanings."""
    return hit.start, -hit.end, hit.slipped, hit.role is _Role.TERM


def _compile(lexicon: Lexicon) -> tuple[ahocorasick.Automaton, set[str]]:
    """Return the automaton that finds every term, and what may be misspelt."""
    entries: dict[str, dict[tuple[str, _Role, Term], None]] = {}
    misspelt: set[str] = set()
    for category in lexicon.categories:
        for role, concept in _roles(category):
            for language, written in (("nl", concept.nl), ("en", concept.en)):
                for term in map(parse_term, written):
                    patterns = {each for pattern in term.patterns for each in spellings(pattern, language)}
                    for pattern in patterns:
                        entries.setdefault(pattern, {})[category.code, role, term] = None
                    if role in _LOOKED_FOR and not term.exact:
                        misspelt.update(term.patterns if language == "en" else term.patterns[-1:])
    automaton = ahocorasick.Automaton()
    for pattern, found in entries.items():
        automaton.add_word(pattern, (len(pattern), tuple(found)))
    automaton.make_automaton()
    return automaton, misspelt


def _roles(category: Category) -> Iterator[tuple[_Role, Concept]]:
    yield from ((_Role.TERM, concept) for concept in category.concepts.values())
    yield _Role.SEVERAL_MEANINGS, category.several_meanings
    yield _Role.SUPPORT, category.supported_by
    yield _Role.ELSEWHERE, category.elsewhere
    yield _Role.BESIDES, category.besides
