"""In which order the parts stop: first those that nobody counts on any more."""

from collections.abc import Iterable, Iterator, Sequence
from graphlib import TopologicalSorter

from loket_stack.parts.part import Part


def stopping_order(parts: Iterable[Part]) -> Iterator[Sequence[str]]:
    """Yield the names of parts that may stop together, one wave after the other."""
    relied_on: dict[str, set[str]] = {}
    for part in parts:
        relied_on.setdefault(part.name, set())
        for name in (*part.needs, *part.uses):
            relied_on.setdefault(name, set()).add(part.name)
    sorter = TopologicalSorter(relied_on)
    sorter.prepare()
    while sorter.is_active():
        wave = sorter.get_ready()
        yield wave
        sorter.done(*wave)
