"""Every place where a text carries a term of the lexicon, asserted or denied."""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import ahocorasick

from loket_routing.domain.text.denial import denied_after, denied_before, goes_on
from loket_routing.domain.text.folding import Folded, fold
from loket_routing.domain.text.lexicon import Lexicon
from loket_routing.domain.text.spans import Spans
from loket_routing.domain.text.terms import Term, compile_heads, parse_term
from loket_routing.domain.text.words import Words


class Mention(NamedTuple):
    """A word of ``category`` at ``start:end`` of the original text (end exclusive), found by ``term``."""

    start: int
    end: int
    category: str
    term: str
    denied: bool


class _Hit(NamedTuple):
    """A whole word or phrase in folded text, and the numbers of its first and last piece."""

    start: int
    end: int
    first: int
    last: int
    category: str
    term: Term


_LONGEST_WORD = 100
# Enough to tell every ending and the head of every compound by.
_LONGEST_ENDING = 40
_KEPT_OF_A_KIND = 20


class Finder:
    """The compiled lexicon. Building it costs time; searching costs time by the text's length only."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads = compile_heads(lexicon.heads)
        self._determiner_only = {entry.code for entry in lexicon.categories if entry.denied_by == "determiner"}
        self._automaton = _compile(lexicon)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, in order; of overlapping ones of a category the longest.

        At most so many are kept of a category, asserted or denied, as any reader would look at.
        """
        folded = fold(text)
        hits = _longest(self._hits(folded.text))
        return tuple(sorted(self._judge(folded, hits)))

    def _hits(self, text: str) -> Iterator[tuple[_Hit, bool]]:
        """Yield every hit, and whether it is a phrase that means something else."""
        place, number = 0, 0
        # An automaton without a word can't be asked.
        for final, (length, entries) in self._automaton.iter(text) if len(self._automaton) else ():
            number += text.count(" ", place, final)
            place, start, end = final, final - length + 1, final + 1
            word_start, word_end = _word_around(text, start, end)
            first = number - text.count(" ", start, end)
            before, after = text[word_start:start], text[end : min(word_end, end + _LONGEST_ENDING)]
            for category, term, aside in entries:
                if term.fits(before, after, self._heads):
                    yield _Hit(word_start, word_end, first, number, category, term), aside

    def _judge(self, folded: Folded, hits: list[_Hit]) -> Iterator[Mention]:
        words, kept = Words(folded.pieces), Counter[tuple[str, bool]]()
        previous: tuple[int, bool] | None = None
        for hit in hits:
            if kept[hit.category, False] >= _KEPT_OF_A_KIND:
                continue
            by_determiner = hit.category in self._determiner_only
            denied = denied_before(words, hit.first, by_determiner) or denied_after(words, hit.last)
            if previous is not None and goes_on(words, previous[0], hit.first):
                denied = denied or previous[1]
            previous = (hit.last, denied)
            kept[hit.category, denied] += 1
            if kept[hit.category, denied] <= _KEPT_OF_A_KIND:
                yield Mention(*folded.span(hit.start, hit.end), hit.category, hit.term.written, denied)


def _word_around(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the words around ``start:end`` begin and end; of one beyond all measure only a part."""
    begin, until = max(start - _LONGEST_WORD, 0), min(end + _LONGEST_WORD, len(text))
    word_end = text.find(" ", end, until)
    return max(text.rfind(" ", begin, start) + 1, begin), until if word_end < 0 else word_end


def _compile(lexicon: Lexicon) -> ahocorasick.Automaton:
    entries: dict[str, list[tuple[str, Term, bool]]] = {}
    for category in lexicon.categories:
        concepts = [(concept, False) for concept in category.concepts.values()] + [(category.besides, True)]
        for concept, aside in concepts:
            for term in map(parse_term, concept.terms()):
                for pattern in term.patterns:
                    entries.setdefault(pattern, []).append((category.code, term, aside))
    automaton = ahocorasick.Automaton()
    for pattern, found in entries.items():
        automaton.add_word(pattern, (len(pattern), tuple(found)))
    automaton.make_automaton()
    return automaton


def _longest(found: Iterable[tuple[_Hit, bool]]) -> list[_Hit]:
    """Drop what stands inside a phrase that means something else, and all but the longest of a category."""
    asides: dict[str, list[_Hit]] = {}
    hits: list[_Hit] = []
    for hit, aside in found:
        (asides.setdefault(hit.category, []) if aside else hits).append(hit)
    covering = {category: Spans((hit.start, hit.end) for hit in each) for category, each in asides.items()}
    kept: list[_Hit] = []
    ends: dict[str, int] = {}
    for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
        if hit.category in covering and covering[hit.category].meet(hit.start, hit.end):
            continue
        if hit.start >= ends.get(hit.category, 0):
            kept.append(hit)
        ends[hit.category] = hit.end
    return kept
