"""Every place where a text carries a term of the lexicon, asserted or denied."""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import ahocorasick

from loket_routing.domain.text.denial import denied_after, denied_before, goes_on
from loket_routing.domain.text.folding import Folded, fold
from loket_routing.domain.text.lexicon import Lexicon
from loket_routing.domain.text.terms import Term, compile_heads, parse_term
from loket_routing.domain.text.words import Words, split_words


class Mention(NamedTuple):
    """A word of ``category`` at ``start:end`` of the original text (end exclusive), found by ``term``."""

    start: int
    end: int
    category: str
    term: str
    denied: bool


class _Hit(NamedTuple):
    """A whole word or phrase in folded text; ``aside`` marks a phrase that means something else."""

    start: int
    end: int
    category: str
    term: Term
    aside: bool

    def overlaps(self, other: "_Hit") -> bool:
        return self.start < other.end and other.start < self.end


class Finder:
    """The compiled lexicon. Building it costs time; searching costs time by the text's length only."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._heads = compile_heads(lexicon.heads)
        self._determiner_only = {entry.code for entry in lexicon.categories if entry.denied_by == "determiner"}
        self._automaton = _compile(lexicon)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in ``text``, in order; of overlapping ones of a category the longest."""
        folded = fold(text)
        words = split_words(folded.text)
        hits = _longest(sorted(self._hits(folded.text, words), key=lambda hit: (hit.start, -hit.end)))
        return tuple(sorted(self._judge(folded, words, hits)))

    def _hits(self, text: str, words: Words) -> Iterator[_Hit]:
        # An automaton without a word can't be asked.
        for last, (length, entries) in self._automaton.iter(text) if len(self._automaton) else ():
            start, end = last - length + 1, last + 1
            first_word, last_word = words.at(start), words.at(last)
            word_start, word_end = words.starts[first_word], words.end(last_word)
            for category, term, aside in entries:
                if term.fits(text[word_start:start], text[end:word_end], self._heads):
                    yield _Hit(word_start, word_end, category, term, aside)

    def _judge(self, folded: Folded, words: Words, hits: list[_Hit]) -> Iterator[Mention]:
        previous: tuple[int, bool] | None = None
        for hit in hits:
            first, last = words.at(hit.start), words.at(hit.end - 1)
            denied = denied_before(words, first, hit.category in self._determiner_only) or denied_after(words, last)
            if previous is not None and goes_on(words, previous[0], first):
                denied = denied or previous[1]
            previous = (last, denied)
            start, end = folded.span(hit.start, hit.end)
            yield Mention(start, end, hit.category, hit.term.written, denied)


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


def _longest(hits: list[_Hit]) -> list[_Hit]:
    """Drop what stands inside a phrase that means something else, and all but the longest of a category."""
    asides = [hit for hit in hits if hit.aside]
    kept = [
        hit
        for hit in hits
        if not hit.aside and not any(aside.category == hit.category and aside.overlaps(hit) for aside in asides)
    ]
    covered = {
        id(later)
        for category in {hit.category for hit in kept}
        for earlier, later in pairwise(hit for hit in kept if hit.category == category)
        if later.overlaps(earlier)
    }
    return [hit for hit in kept if id(hit) not in covered]
