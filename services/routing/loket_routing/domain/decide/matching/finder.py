"""Finds the terms of the lexicon in a text, asserted or denied."""

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import ahocorasick

from loket_routing.domain.decide.matching.denial import goes_on, polarity_of
from loket_routing.domain.decide.matching.folding import Folded, fold, word_set
from loket_routing.domain.decide.matching.hits import Doubt, Hit, Hits, Mention, Polarity, Spans
from loket_routing.domain.decide.matching.proximity import ProximityIndex
from loket_routing.domain.decide.matching.spelling import TypoIndex, spellings
from loket_routing.domain.decide.matching.terms import LOOKED_FOR, Role, Term, Vocabulary, compile_heads, parse_term
from loket_routing.domain.decide.matching.tokens import Tokens, drop_inner_stops, join_broken_words

_OPENING, _CLOSING = "\"'\u2018\u201a\u201c\u201e\u00ab\u2039", "\"'\u2019\u201d\u201c\u00bb\u203a"
_GIVING = word_set(
    "merk merknaam bijnaam koosnaam roepnaam codenaam genaamd geheten gedoopt gebrand",
    "nickname nicknamed codename codenamed named dubbed called brand branded",
)
_BETWEEN = word_set("de het een the a an tot as van of")

_MOST_TYPOS = 20
_NO_WORD = ("", " ")
_AROUND = 8
_LONGEST_WORD = 100
# Long enough for every ending and for the head of every compound.
_LONGEST_ENDING = 40
_KEPT_OF_A_KIND = 20


class Finder:
    """A compiled vocabulary. It is slow to build; the time of a search depends on the length of the text only."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._heads = compile_heads(vocabulary.heads)
        self._determiner_only = frozenset(vocabulary.determiner_only)
        compiled = _compile_terms(vocabulary)
        self._automaton = compiled.automaton
        self._typos = TypoIndex(compiled.misspelt)
        self._proximity = ProximityIndex(compiled.nearly)
        self._doubting = frozenset(vocabulary.doubting)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, in order; of overlapping ones of a category only the longest.

        At most 20 of a category are kept for each polarity.
        """
        whole = drop_inner_stops(text)
        found = self._find(whole)
        joined = join_broken_words(whole)
        return found if joined == whole else _both(self._find(joined), found)

    def _find(self, text: str) -> tuple[Mention, ...]:
        folded = fold(text)
        tokens = Tokens(folded.pieces)
        hits = [*self._hits(folded.text), *self._misspelt(tokens), *self._nearly(tokens)]
        return tuple(sorted(self._judge(folded, tokens, Hits(hits, tokens)), key=_in_order)) if hits else ()

    def _hits(self, text: str) -> Iterator[Hit]:
        place, number = 0, 0
        # An automaton without words can't be searched.
        for final, (length, entries) in self._automaton.iter(text) if len(self._automaton) else ():
            number += text.count(" ", place, final)
            place, start, end = final, final - length + 1, final + 1
            first = number - text.count(" ", start, end)
            word_start, word_end = _word_around(text, start, end)
            whole = word_start == start and word_end == end
            before, after = text[word_start:start], text[end : min(word_end, end + _LONGEST_ENDING)]
            for category, role, term in entries:
                if whole or term.fits(before, after, self._heads):
                    doubt = Doubt.HINT if role is Role.HINT else None
                    yield Hit(word_start, word_end, first, number, category, role, term, doubt)
                elif role in LOOKED_FOR and category in self._doubting and term.may_be_part(before, after):
                    yield Hit(word_start, word_end, first, number, category, role, term, Doubt.NEARLY)

    def _misspelt(self, tokens: Tokens) -> Iterator[Hit]:
        """Yield the hits of misspelt words, each taken for the similar word of the lexicon."""
        mended = self._typos.mended(tokens.distinct)
        if not mended:
            return
        misspelt = ((number, piece) for number, piece in enumerate(tokens.pieces) if piece in mended)
        for number, piece in islice(misspelt, _MOST_TYPOS):
            begin = max(number - _AROUND, tokens.sentence(number)[0])
            around = [mended.get(piece, (piece,))[0] for piece in tokens.pieces[begin : number + 1 + _AROUND]]
            before, after = around[: number - begin], around[number - begin + 1 :]
            for word in mended[piece]:
                for hit in self._hits(" ".join((*before, word, *after))):
                    first, last = hit.first + begin, hit.last + begin
                    if first <= number <= last and hit.role in LOOKED_FOR and hit.doubt is None:
                        start, end = tokens.span(first, last)
                        yield Hit(start, end, first, last, *hit[4:7], Doubt.SPELLING)

    def _nearly(self, tokens: Tokens) -> Iterator[Hit]:
        """Yield the terms whose words are near each other, but not next to each other."""
        for first, last, category, term in self._proximity.find(tokens):
            start, end = tokens.span(first, last)
            yield Hit(start, end, first, last, category, Role.TERM, term, Doubt.NEARLY)

    def _judge(self, folded: Folded, tokens: Tokens, hits: Hits) -> Iterator[Mention]:
        kept: dict[tuple[str, Polarity], int] = {}
        enough: set[str] = set()
        previous: tuple[int, Polarity] | None = None
        for hit in hits.counting():
            if hit.category in enough:
                continue
            polarity = polarity_of(tokens, hit.first, hit.last, hit.category in self._determiner_only)
            if (
                polarity is Polarity.ASSERTED
                and previous is not None
                and goes_on(tokens, previous[0], hit.first, hit.last)
            ):
                polarity = previous[1]
            previous = (hit.last, polarity)
            if hit.doubt is Doubt.HINT and polarity is not Polarity.ASSERTED:
                continue
            kind = hit.category, polarity
            kept[kind] = number = kept.get(kind, 0) + 1
            if number == _KEPT_OF_A_KIND and polarity is Polarity.ASSERTED:
                enough.add(hit.category)
            if number <= _KEPT_OF_A_KIND:
                start, end = folded.origin(hit.start, hit.end, hit.first, hit.last)
                named = hit.category in self._doubting and _is_name(folded.original, start, end, tokens, hit.first)
                denied, doubt = polarity is Polarity.DENIED, hits.doubt(hit, polarity, named)
                yield Mention(start, end, hit.category, hit.term.written, denied, doubt)


def _in_order(mention: Mention) -> tuple[int, int, str, str]:
    return mention.start, mention.end, mention.category, mention.term


def _both(found: tuple[Mention, ...], otherwise: tuple[Mention, ...]) -> tuple[Mention, ...]:
    """Return the mentions ``found``, and those found ``otherwise`` that overlap none of their category."""
    spans: dict[str, list[tuple[int, int]]] = {}
    for mention in found:
        spans.setdefault(mention.category, []).append((mention.start, mention.end))
    known = {category: Spans(each) for category, each in spans.items()}
    more = [
        each for each in otherwise if each.category not in known or not known[each.category].meet(each.start, each.end)
    ]
    return tuple(sorted((*found, *more), key=_in_order))


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the begin and the end of the words around ``start:end``; only a part of an extremely long word."""
    if text[end : end + 1] in _NO_WORD and text[start - 1 if start else end : start] in _NO_WORD:
        return start, end
    begin, until = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    word_end = text.find(" ", end, until)
    return max(text.rfind(" ", begin, start) + 1, begin), until if word_end < 0 else word_end


def _is_name(text: str, start: int, end: int, tokens: Tokens, first: int) -> bool:
    """Return whether ``start:end`` of a text, from piece ``first`` on, is written as a name."""
    if start > 0 and end < len(text) and text[start - 1] in _OPENING and text[end] in _CLOSING:
        return True
    pieces = tokens.pieces
    before = first - 2 if first > 1 and pieces[first - 1] in _BETWEEN else first - 1
    return before >= 0 and pieces[before] in _GIVING


class _CompiledTerms(NamedTuple):
    """The automaton of all terms, the words that may be misspelt, and the terms that may be nearly there."""

    automaton: ahocorasick.Automaton
    misspelt: set[str]
    nearly: dict[tuple[str, Term], None]


def _compile_terms(vocabulary: Vocabulary) -> _CompiledTerms:
    """Compile the terms of ``vocabulary``, each in all its spellings."""
    entries: dict[str, dict[tuple[str, Role, Term], None]] = {}
    misspelt: set[str] = set()
    nearly: dict[tuple[str, Term], None] = {}
    doubting = frozenset(vocabulary.doubting)
    for category, role, nl, en in vocabulary.lists:
        for language, written in (("nl", nl), ("en", en)):
            for term in map(parse_term, written):
                patterns = {each for pattern in term.patterns for each in spellings(pattern, language)}
                for pattern in patterns:
                    entries.setdefault(pattern, {})[category, role, term] = None
                if role in LOOKED_FOR and not term.exact:
                    if category in doubting:
                        nearly[category, term] = None
                    misspelt.update(term.patterns if language == "en" else term.patterns[-1:])
    automaton = ahocorasick.Automaton()
    for pattern, found in entries.items():
        automaton.add_word(pattern, (len(pattern), tuple(found)))
    automaton.make_automaton()
    return _CompiledTerms(automaton, misspelt, nearly)
