"""Facts about a question: what holds, and where it was found.

A source is a field of the form (``form.fields``), a place in a text with the term that found it
(``description[36:46]: hypersonic*``), or a legal source (``celex 32021R0821``). No fact names a
country, so that questions under the same legal regimes have the same facts.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from operator import attrgetter

from loket_shared.contracts.parts import Fact

__all__ = ["ANY", "FORM", "Fact", "Facts", "Key", "evidence", "in_order"]

FORM = "form."
ANY = "any"

Key = tuple[str, str]


def evidence(fact: Fact) -> str:
    """Return what to show as the source of a fact that follows from ``fact``."""
    return f"{fact.source}: {fact.value}" if fact.source.startswith(FORM) and ":" not in fact.source else fact.source


def in_order(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Return the facts without repeats, ordered by name, value and source."""
    known = {(fact.name, fact.value, fact.source): fact for fact in facts}
    return tuple(known[key] for key in sorted(known))


@dataclass(frozen=True)
class Facts:
    """A set of facts in a fixed order, kept by name and value: that is what rules ask for."""

    _by_key: Mapping[Key, tuple[Fact, ...]]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Facts":
        """Return the facts without repeats, ordered by name, value and source."""
        return cls({}).plus(facts)

    @cached_property
    def all(self) -> tuple[Fact, ...]:
        """Every fact, in order."""
        return self._at(self._by_key)

    @property
    def keys(self) -> Collection[Key]:
        """The names and values of the facts."""
        return self._by_key.keys()

    def named(self, name: str, values: Iterable[str]) -> tuple[Fact, ...]:
        """Return the facts with this name and one of these values; ``any`` stands for every value."""
        if ANY in values:
            return self._at([key for key in self._by_key if key[0] == name])
        keys = [key for value in values if (key := (name, value)) in self._by_key]
        return self._at(keys) if keys else ()

    def plus(self, facts: Iterable[Fact]) -> "Facts":
        """Return these facts and others."""
        by_key = dict(self._by_key)
        for fact in facts:
            key = fact.name, fact.value
            by_key[key] = _with(by_key.get(key, ()), fact)
        return Facts(by_key)

    def without(self, name: str) -> "Facts":
        """Return these facts but those with this name."""
        return Facts({key: found for key, found in self._by_key.items() if key[0] != name})

    def _at(self, keys: Iterable[Key]) -> tuple[Fact, ...]:
        return tuple(chain.from_iterable([self._by_key[key] for key in sorted(keys)]))


def _with(found: tuple[Fact, ...], fact: Fact) -> tuple[Fact, ...]:
    """Return facts of one name and value and another, by their sources."""
    if any(fact.source == known.source for known in found):
        return found
    return tuple(sorted((*found, fact), key=attrgetter("source"))) if found else (fact,)
