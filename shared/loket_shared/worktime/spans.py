"""Stretches of time and how they are cut."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of time, from ``start`` up to but not including ``end``; both carry a time zone."""

    start: datetime
    end: datetime

    @property
    def length(self) -> timedelta:
        """How long it lasts, in elapsed time."""
        return self.end - self.start

    def within(self, start: datetime, end: datetime) -> "Span | None":
        """Return the part of this span between two moments, or None where they do not meet."""
        clipped = Span(max(self.start, start), min(self.end, end))
        return clipped if clipped.start < clipped.end else None


def without(span: Span, gaps: Iterable[Span]) -> Iterator[Span]:
    """Yield what is left of ``span`` once the ``gaps``, in order of time and apart, are cut out."""
    start = span.start
    for gap in gaps:
        if kept := span.within(start, gap.start):
            yield kept
        start = max(start, gap.end)
    if kept := span.within(start, span.end):
        yield kept
