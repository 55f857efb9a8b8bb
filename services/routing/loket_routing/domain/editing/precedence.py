"""Changing which line goes before which."""

from collections.abc import Mapping

from loket_routing.domain.editing.document import Document


def with_precedence(document: Document, ranks: Mapping[int, int]) -> Document:
    """Return ``document`` with its lines in the order of ``ranks``, by number; of equal ones as they stood."""
    return {**document, "precedence": sorted(document["precedence"], key=lambda number: ranks.get(number, 0))}
