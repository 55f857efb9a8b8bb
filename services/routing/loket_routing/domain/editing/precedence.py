"""Changing which line goes before which."""

from collections.abc import Mapping
from itertools import groupby

from loket_routing.domain.editing.document import Document


def with_precedence(document: Document, ranks: Mapping[int, int]) -> Document:
    """Return ``document`` with each line that is given another place, from 1, at that place.

    The others keep their order around them. Lines that are given the same place keep their order there.
    """
    order: list[int] = document["precedence"]
    moved = [number for place, number in enumerate(order, start=1) if ranks.get(number, place) != place]
    precedence = [number for number in order if number not in moved]
    for rank, numbers in groupby(sorted(moved, key=ranks.__getitem__), key=ranks.__getitem__):
        place = max(rank - 1, 0)
        precedence[place:place] = numbers
    return {**document, "precedence": precedence}
