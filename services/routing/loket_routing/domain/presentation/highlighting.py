"""Shows where the terms of the lexicon stand in a text."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_routing.domain.decide.evidence import TermMatch
from loket_routing.domain.decide.matching.hits import Doubt


@dataclass(frozen=True)
class TextSegment:
    """A part of a text, and the ``categories`` of the terms that matched in it.

    ``denied``: the text denies all of them. ``doubt``: the doubt about the others.
    """

    text: str
    categories: tuple[str, ...] = ()
    denied: bool = False
    doubt: Doubt | None = None


def highlight(text: str, found: Iterable[TermMatch]) -> tuple[TextSegment, ...]:
    """Return ``text`` as consecutive segments; overlapping matches share a segment."""
    return tuple(segment for segment in _segments(text, found) if segment.text)


def _segments(text: str, found: Iterable[TermMatch]) -> Iterator[TextSegment]:
    end = 0
    for group in _overlapping(sorted(found, key=lambda each: (each.start, each.end))):
        begins, ends = group[0].start, max(each.end for each in group)
        yield TextSegment(text[end:begins])
        categories = tuple(dict.fromkeys(each.category for each in group))
        doubts = [each.doubt for each in group if not each.denied]
        doubt = next(iter(doubts), None) if all(doubts) else None
        yield TextSegment(text[begins:ends], categories, not doubts, doubt)
        end = ends
    yield TextSegment(text[end:])


def _overlapping(found: Iterable[TermMatch]) -> Iterator[list[TermMatch]]:
    group: list[TermMatch] = []
    for each in found:
        if group and each.start >= max(other.end for other in group):
            yield group
            group = []
        group.append(each)
    if group:
        yield group
