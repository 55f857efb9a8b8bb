"""A text in pieces, those marked in which something was found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from loket_routing.domain.decide.evidence import TermMatch
from loket_routing.domain.decide.matching.polarity import Doubt


@dataclass(frozen=True)
class TextSegment:
    """A piece of a text; ``categories`` of words were found in it, none in a piece between.

    ``denied``: all that was found there is denied by the text itself. ``doubt``: why what counts of it may not.
    """

    text: str
    categories: tuple[str, ...] = ()
    denied: bool = False
    doubt: Doubt | None = None


def highlight(text: str, found: Iterable[TermMatch]) -> tuple[TextSegment, ...]:
    """Return ``text`` as pieces in a row; ``found`` are places in it, and those that overlap share a piece."""
    return tuple(piece for piece in _pieces(text, found) if piece.text)


def _pieces(text: str, found: Iterable[TermMatch]) -> Iterator[TextSegment]:
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
