"""The evidence of one version of a question: codes and the places of matched terms, never text or a name.

A decision is computed from evidence: the same evidence under the same rule set gives the same decision years later,
even if the lexicon has changed by then.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from loket_routing.domain.decide.matching.finder import Finder
from loket_routing.domain.decide.matching.hits import Doubt, Mention
from loket_routing.domain.decide.matching.lexicon import Lexicon
from loket_routing.domain.decide.question import Passage, Question, QuestionCodes
from loket_shared.contracts.model import WireModel

_MOST_OF_A_KIND = 100
_CODES = tuple(QuestionCodes.model_fields)


class TermMatch(WireModel):
    """A term of ``category`` that matched at ``start:end`` of the passage ``place`` (end exclusive)."""

    place: str
    start: int
    end: int
    category: str
    term: str
    denied: bool = False
    doubt: Doubt | None = None

    @property
    def source(self) -> str:
        """The source of a fact, from the place and the term: ``description[36:46]: hypersonic*``."""
        return f"{self.place}[{self.start}:{self.end}]: {self.term}"


class Evidence(QuestionCodes):
    """The codes of the form and the terms of the lexicon ``lexicon`` (its digest) that matched in the texts.

    ``passages``: the places of all texts that were read; empty in older evidence.
    """

    found: tuple[TermMatch, ...]
    lexicon: str
    passages: tuple[str, ...] = ()

    def by_passage(self, lexicon: Lexicon) -> dict[str, tuple[TermMatch, ...]]:
        """Return the matches in each passage; nothing if the evidence is by another lexicon."""
        if self.lexicon != lexicon.digest:
            return {}
        read: dict[str, tuple[TermMatch, ...]] = dict.fromkeys(self.passages, ())
        for place, found in groupby(self.found, attrgetter("place")):
            read[place] = tuple(found)
        return read


def match_terms(question: Question, lexicon: Lexicon, finder: Finder) -> Evidence:
    """Return the evidence of ``question``; ``finder`` is compiled from ``lexicon``."""
    found = {passage.place: matches_in(passage, finder.find(passage.text)) for passage in question.passages}
    return evidence_of(question, lexicon, found)


def evidence_of(question: Question, lexicon: Lexicon, found: Mapping[str, tuple[TermMatch, ...]]) -> Evidence:
    """Return the evidence of ``question`` from the matches in its passages, limited in number."""
    codes = {name: getattr(question, name) for name in _CODES}
    places = tuple(passage.place for passage in question.passages)
    kept = _bounded(tuple(each for place in places for each in found[place]))
    return Evidence(**codes, found=kept, lexicon=lexicon.digest, passages=places)


def matches_in(passage: Passage, mentions: Iterable[Mention]) -> tuple[TermMatch, ...]:
    """Return the ``mentions`` in ``passage`` as matches at its place."""
    place = passage.place
    return tuple(
        TermMatch(place=place, start=start, end=end, category=category, term=term, denied=denied, doubt=doubt)
        for start, end, category, term, denied, doubt in mentions
    )


def _bounded(found: tuple[TermMatch, ...]) -> tuple[TermMatch, ...]:
    """Keep the first hundred matches of each kind."""
    return found if len(found) <= _MOST_OF_A_KIND else tuple(_first_of_each_kind(found))


def _first_of_each_kind(found: Iterable[TermMatch]) -> Iterator[TermMatch]:
    counted = Counter[tuple[str, bool, Doubt | None]]()
    for each in found:
        kind = (each.category, each.denied, each.doubt)
        counted[kind] += 1
        if counted[kind] <= _MOST_OF_A_KIND:
            yield each
