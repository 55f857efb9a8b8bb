"""Every place where a text carries a term of the lexicon, asserted or denied."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from loket_routing.domain.decide.matching.denial import goes_on, polarity_of
from loket_routing.domain.decide.matching.folding import Folded, fold
from loket_routing.domain.decide.matching.lexicon import Lexicon
from loket_routing.domain.decide.matching.names import is_name
from loket_routing.domain.decide.matching.polarity import Doubt, Polarity
from loket_routing.domain.decide.matching.preprocessing import drop_inner_stops, join_broken_words
from loket_routing.domain.decide.matching.proximity import ProximityIndex
from loket_routing.domain.decide.matching.spans import Spans
from loket_routing.domain.decide.matching.spelling import TypoIndex
from loket_routing.domain.decide.matching.term_automaton import LOOKED_FOR, Role, compile_terms
from loket_routing.domain.decide.matching.terms import Term, compile_heads
from loket_routing.domain.decide.matching.tokens import Tokens


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


class _Hit(NamedTuple):
    """A whole word or phrase in folded text, and the numbers of its first and last piece."""

    start: int
    end: int
    first: int
    last: int
    category: str
    role: Role
    term: Term
    doubt: Doubt | None = None


_FAINT = frozenset({Doubt.NEARLY, Doubt.HINT})
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
        compiled = compile_terms(lexicon)
        self._automaton = compiled.automaton
        self._slips = TypoIndex(compiled.misspelt)
        self._scattered = ProximityIndex(compiled.nearly)
        self._doubting = {entry.code for entry in lexicon.categories if entry.nearly == "doubt"}

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, in order; of overlapping ones of a category the longest.

        At most so many are kept of a category, asserted, denied or doubtful, as any reader would look at.
        """
        whole = drop_inner_stops(text)
        found = self._find(whole)
        joined = join_broken_words(whole)
        return found if joined == whole else _both(self._find(joined), found)

    def _find(self, text: str) -> tuple[Mention, ...]:
        folded = fold(text)
        words = Tokens(folded.pieces)
        hits = [*self._hits(folded.text), *self._slipped(words), *self._nearly(words)]
        return tuple(sorted(self._judge(folded, words, _Hits(hits, words)), key=_in_order)) if hits else ()

    def _hits(self, text: str) -> Iterator[_Hit]:
        place, number = 0, 0
        # An automaton without a word can't be asked.
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
                    yield _Hit(word_start, word_end, first, number, category, role, term, doubt)
                elif role in LOOKED_FOR and category in self._doubting and term.may_be_part(before, after):
                    yield _Hit(word_start, word_end, first, number, category, role, term, Doubt.NEARLY)

    def _slipped(self, words: Tokens) -> Iterator[_Hit]:
        """Yield what would be found if a word that looks like one of the lexicon were that word."""
        mended = self._slips.mended(words.distinct)
        if not mended:
            return
        misspelt = ((number, piece) for number, piece in enumerate(words.pieces) if piece in mended)
        for number, piece in islice(misspelt, _MOST_SLIPS):
            begin = max(number - _AROUND, words.sentence(number)[0])
            around = [mended.get(piece, (piece,))[0] for piece in words.pieces[begin : number + 1 + _AROUND]]
            before, after = around[: number - begin], around[number - begin + 1 :]
            for word in mended[piece]:
                for hit in self._hits(" ".join((*before, word, *after))):
                    first, last = hit.first + begin, hit.last + begin
                    if first <= number <= last and hit.role in LOOKED_FOR and hit.doubt is None:
                        start, end = words.span(first, last)
                        yield _Hit(start, end, first, last, *hit[4:7], Doubt.SPELLING)

    def _nearly(self, words: Tokens) -> Iterator[_Hit]:
        """Yield the terms whose words stand apart from each other, as another clause would have them."""
        for first, last, category, term in self._scattered.find(words):
            start, end = words.span(first, last)
            yield _Hit(start, end, first, last, category, Role.TERM, term, Doubt.NEARLY)

    def _judge(self, folded: Folded, words: Tokens, hits: "_Hits") -> Iterator[Mention]:
        kept: dict[tuple[str, Polarity], int] = {}
        enough: set[str] = set()
        previous: tuple[int, Polarity] | None = None
        for hit in hits.counting():
            if hit.category in enough:
                continue
            polarity = polarity_of(words, hit.first, hit.last, hit.category in self._determiner_only)
            if (
                polarity is Polarity.ASSERTED
                and previous is not None
                and goes_on(words, previous[0], hit.first, hit.last)
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
                named = hit.category in self._doubting and is_name(folded.original, start, end, words, hit.first)
                denied, doubt = polarity is Polarity.DENIED, hits.doubt(hit, polarity, named)
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

    def __init__(self, hits: Iterable[_Hit], words: Tokens) -> None:
        self._words = words
        self._terms: list[_Hit] = []
        self._faint: list[_Hit] = []
        self._besides: dict[str, list[tuple[int, int]]] = {}
        self._supporting: dict[str, tuple[_Hit, _Hit]] = {}
        self._elsewhere: set[tuple[str, int]] = set()
        self._longer: dict[str, set[str]] = {}
        for hit in hits:
            if hit.role is Role.BESIDES:
                self._besides.setdefault(hit.category, []).append((hit.start, hit.end))
                self._longer.setdefault(hit.category, set()).add(words.pieces[hit.last])
            elif hit.role is Role.SUPPORT:
                self._supporting[hit.category] = self._supporting.get(hit.category, (hit, hit))[0], hit
            elif hit.role is Role.ELSEWHERE:
                self._elsewhere.add((hit.category, words.sentence(hit.first)[0]))
            else:
                (self._faint if hit.doubt in _FAINT else self._terms).append(hit)
        self._add_what_is_faint()

    def _add_what_is_faint(self) -> None:
        """Count what is nearly there where nothing of its category is, and hints where nothing is in all the text."""
        if not self._faint:
            return
        there = {category: Spans(_spans(hits)) for category, hits in _by_category(self._terms).items()}
        self._terms += (
            hit
            for hit in self._faint
            if hit.category not in there
            or (hit.doubt is not Doubt.HINT and not there[hit.category].meet(hit.start, hit.end))
        )

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

    def doubt(self, hit: _Hit, polarity: Polarity, named: bool) -> Doubt | None:
        """Return why a hit that the text does not deny may not count; ``named``: it stands as a name."""
        if polarity is not Polarity.ASSERTED:
            return Doubt.DENIAL if polarity is Polarity.DOUBTFUL else None
        if hit.doubt is not None:
            return hit.doubt
        several, elsewhere = hit.role is Role.SEVERAL_MEANINGS, self._is_elsewhere(hit)
        if several and elsewhere:
            return Doubt.ELSEWHERE
        return Doubt.MEANING if named or ((several or elsewhere) and not self._is_supported(hit)) else None

    def _means_something_else(self, hit: _Hit) -> bool:
        weak = hit.role is Role.SEVERAL_MEANINGS or hit.doubt in _FAINT
        alone = weak and not self._is_supported(hit)
        return alone and self._is_elsewhere(hit)

    def _is_supported(self, hit: _Hit) -> bool:
        """Return whether a word supports it: another one, for a word may be in both lists."""
        ends = self._supporting.get(hit.category, ())
        return any(one.end <= hit.start or one.start >= hit.end for one in ends)

    def _is_elsewhere(self, hit: _Hit) -> bool:
        if self._elsewhere and (hit.category, self._words.sentence(hit.first)[0]) in self._elsewhere:
            return True
        return hit.category in self._longer and self._is_short_for_another(hit)

    def _is_short_for_another(self, hit: _Hit) -> bool:
        """Return whether a word that means something else ends so: after aardappelchips, chips are those."""
        return any(longer.endswith(self._words.pieces[hit.last]) for longer in self._longer[hit.category])


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words around ``start:end`` begin and end; of one beyond all measure only a part."""
    if text[end : end + 1] in _NO_WORD and text[start - 1 if start else end : start] in _NO_WORD:
        return start, end
    begin, until = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    word_end = text.find(" ", end, until)
    return max(text.rfind(" ", begin, start) + 1, begin), until if word_end < 0 else word_end


def _longest_first(hit: _Hit) -> tuple[int, int, bool, bool]:
    """Sort by place, the longest first; of two in one place what is spelt right, and has several meanings."""
    return hit.start, -hit.end, hit.doubt is not None, hit.role is Role.TERM


def _by_category(hits: Iterable[_Hit]) -> dict[str, list[_Hit]]:
    found: dict[str, list[_Hit]] = {}
    for hit in hits:
        found.setdefault(hit.category, []).append(hit)
    return found


def _spans(hits: Iterable[_Hit]) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in hits]
