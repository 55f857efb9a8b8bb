"""The hits of terms in a text, the choice of those that count, and the mentions that they become."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import accumulate
from typing import NamedTuple

from loket_routing.domain.decide.matching.terms import Role, Term
from loket_routing.domain.decide.matching.tokens import Tokens


class Polarity(StrEnum):
    """The polarity of a mention in its text. A doubtful denial is no denial: a person resolves the doubt."""

    ASSERTED = "asserted"
    DENIED = "denied"
    DOUBTFUL = "doubtful"


class Doubt(StrEnum):
    """The reason of a doubt: a mention may be denied, mean something else, be another word, or not be meant.

    ``ELSEWHERE``: words near it point both ways. ``NEARLY``: a term in a longer word that the lexicon does not know, or
    the words of a term with other words in between. ``HINT``: a word that is never enough alone.
    """

    DENIAL = "denial"
    MEANING = "meaning"
    ELSEWHERE = "elsewhere"
    SPELLING = "spelling"
    NEARLY = "nearly"
    HINT = "hint"


class Mention(NamedTuple):
    """A word of ``category`` at ``start:end`` of the original text (end exclusive), found by ``term``.

    ``doubt``: the reason of a doubt that a person resolves.
    """

    start: int
    end: int
    category: str
    term: str
    denied: bool
    doubt: Doubt | None = None


_FAINT = frozenset({Doubt.NEARLY, Doubt.HINT})


class Hit(NamedTuple):
    """A hit: a whole word or phrase in folded text, with the numbers of its first and last piece."""

    start: int
    end: int
    first: int
    last: int
    category: str
    role: Role
    term: Term
    doubt: Doubt | None = None


class Spans:
    """Spans with their ends exclusive; a lookup takes logarithmic time."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._furthest = list(accumulate((end for _, end in ordered), max))

    def meet(self, start: int, end: int) -> bool:
        """Return whether one of the spans overlaps ``start:end``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._furthest[before - 1] > start


class Hits:
    """All hits in a text."""

    def __init__(self, hits: Iterable[Hit], tokens: Tokens) -> None:
        self._tokens = tokens
        self._terms: list[Hit] = []
        self._faint: list[Hit] = []
        self._besides: dict[str, list[tuple[int, int]]] = {}
        self._supporting: dict[str, tuple[Hit, Hit]] = {}
        self._elsewhere: set[tuple[str, int]] = set()
        self._longer: dict[str, set[str]] = {}
        for hit in hits:
            if hit.role is Role.BESIDES:
                self._besides.setdefault(hit.category, []).append((hit.start, hit.end))
                self._longer.setdefault(hit.category, set()).add(tokens.pieces[hit.last])
            elif hit.role is Role.SUPPORT:
                self._supporting[hit.category] = self._supporting.get(hit.category, (hit, hit))[0], hit
            elif hit.role is Role.ELSEWHERE:
                self._elsewhere.add((hit.category, tokens.sentence(hit.first)[0]))
            else:
                (self._faint if hit.doubt in _FAINT else self._terms).append(hit)
        self._add_what_is_faint()

    def _add_what_is_faint(self) -> None:
        """Count faint hits that overlap no other hit of their category, and hints only in a category without a hit."""
        if not self._faint:
            return
        there = {category: Spans(_spans(hits)) for category, hits in _by_category(self._terms).items()}
        self._terms += (
            hit
            for hit in self._faint
            if hit.category not in there
            or (hit.doubt is not Doubt.HINT and not there[hit.category].meet(hit.start, hit.end))
        )

    def counting(self) -> Iterator[Hit]:
        """Yield in order the longest hits of each category, without those that mean something else."""
        besides = {category: Spans(spans) for category, spans in self._besides.items()}
        ends: dict[str, int] = {}
        for hit in sorted(self._terms, key=_longest_first):
            if hit.category in besides and besides[hit.category].meet(hit.start, hit.end):
                continue
            if hit.start >= ends.get(hit.category, 0) and not self._means_something_else(hit):
                yield hit
            ends[hit.category] = hit.end

    def doubt(self, hit: Hit, polarity: Polarity, named: bool) -> Doubt | None:
        """Return the doubt about a hit that the text does not deny; ``named``: the hit is written as a name."""
        if polarity is not Polarity.ASSERTED:
            return Doubt.DENIAL if polarity is Polarity.DOUBTFUL else None
        if hit.doubt is not None:
            return hit.doubt
        several, elsewhere = hit.role is Role.SEVERAL_MEANINGS, self._is_elsewhere(hit)
        if several and elsewhere:
            return Doubt.ELSEWHERE
        return Doubt.MEANING if named or ((several or elsewhere) and not self._is_supported(hit)) else None

    def _means_something_else(self, hit: Hit) -> bool:
        weak = hit.role is Role.SEVERAL_MEANINGS or hit.doubt in _FAINT
        alone = weak and not self._is_supported(hit)
        return alone and self._is_elsewhere(hit)

    def _is_supported(self, hit: Hit) -> bool:
        """Return whether another word supports the hit: one word may be in both lists."""
        ends = self._supporting.get(hit.category, ())
        return any(one.end <= hit.start or one.start >= hit.end for one in ends)

    def _is_elsewhere(self, hit: Hit) -> bool:
        if self._elsewhere and (hit.category, self._tokens.sentence(hit.first)[0]) in self._elsewhere:
            return True
        return hit.category in self._longer and self._is_short_for_another(hit)

    def _is_short_for_another(self, hit: Hit) -> bool:
        """Return whether a longer word with another meaning ends so: after "aardappelchips", "chips" means those."""
        return any(longer.endswith(self._tokens.pieces[hit.last]) for longer in self._longer[hit.category])


def _longest_first(hit: Hit) -> tuple[int, int, bool, bool]:
    """Sort by place, the longest first; at equal place and length correct spelling first, then ambiguous terms."""
    return hit.start, -hit.end, hit.doubt is not None, hit.role is Role.TERM


def _by_category(hits: Iterable[Hit]) -> dict[str, list[Hit]]:
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.category, []).append(hit)
    return found


def _spans(hits: Iterable[Hit]) -> list[tuple[int, int]]:
    return [(hit.start, hit.end) for hit in hits]
