"""Facts about a question, each with its source.

A source is a field of the form (``form.fields``), a place in a text with the term that found it (``description[36:46]:
hypersonic*``), or a legal source (``celex 32021R0821``). No fact names a country, so questions under the same legal
regimes have the same facts.
"""

from collections.abc import Collection, Iterable, Mapping
from functools import cached_property, lru_cache
from itertools import chain

from loket_shared.contracts.shared_parts import Fact

__all__ = ["ANY", "FORM", "Fact", "Facts", "GrowingFacts", "Key", "evidence", "in_order", "make_fact"]

FORM = "form."
ANY = "any"

Key = tuple[str, str]


def evidence(fact: Fact) -> str:
    """Return the text to show as the source of a fact derived from ``fact``."""
    return f"{fact.source}: {fact.value}" if fact.source.startswith(FORM) and ":" not in fact.source else fact.source


def make_fact(name: str, value: str, source: str) -> Fact:
    """Return a fact. The facts of the form are few, so they are cached: creating one validates it."""
    return _of_the_form(name, value, source) if source.startswith(FORM) else Fact(name=name, value=value, source=source)


@lru_cache(maxsize=4096)
def _of_the_form(name: str, value: str, source: str) -> Fact:
    return Fact(name=name, value=value, source=source)


def in_order(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    """Return the facts without repeats, ordered by name, value and source."""
    if len(facts) < 2:
        return facts
    known = {(fact.name, fact.value, fact.source): fact for fact in facts}
    return tuple(known[key] for key in sorted(known))


class Facts:
    """A set of facts, indexed by name and value, because rules look them up so."""

    def __init__(self, by_key: Mapping[Key, Mapping[str, Fact]]) -> None:
        # The facts of each name and value, by their sources.
        self._by_key = by_key

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Facts":
        """Return the facts without repeats."""
        return cls({}).plus(facts)

    @cached_property
    def all(self) -> tuple[Fact, ...]:
        """Every fact, ordered by name, value and source."""
        by_key = self._by_key
        return tuple(by_key[key][source] for key in sorted(by_key) for source in sorted(by_key[key]))

    @property
    def keys(self) -> Collection[Key]:
        """The names and values of the facts."""
        return self._by_key.keys()

    def named(self, name: str, values: Collection[str]) -> tuple[Fact, ...]:
        """Return the facts with this name and one of these different values; ``any`` stands for every value."""
        if ANY in values:
            return self._at([key for key in self._by_key if key[0] == name])
        by_key = self._by_key
        if len(values) == 1:
            (value,) = values
            only = by_key.get((name, value))
            return tuple(only.values()) if only else ()
        found = [by_key[key].values() for value in values if (key := (name, value)) in by_key]
        return tuple(chain.from_iterable(found)) if found else ()

    def plus(self, facts: Iterable[Fact]) -> "Facts":
        """Return these facts and others."""
        if not facts:
            return self
        grown = self.growing()
        grown.add(facts)
        return grown

    def growing(self) -> "GrowingFacts":
        """Return a growing copy of these facts for the caller."""
        return GrowingFacts(dict(self._by_key))

    def without(self, name: str) -> "Facts":
        """Return these facts without those of this name."""
        return Facts({key: found for key, found in self._by_key.items() if key[0] != name})

    def _at(self, keys: Iterable[Key]) -> tuple[Fact, ...]:
        return tuple(chain.from_iterable([self._by_key[key].values() for key in keys]))


class GrowingFacts(Facts):
    """Facts that grow: only their creator adds to them, others only read them."""

    def __init__(self, by_key: dict[Key, Mapping[str, Fact]]) -> None:
        super().__init__(by_key)
        self._growing = by_key
        self._own: dict[Key, dict[str, Fact]] = {}

    def add(self, facts: Iterable[Fact]) -> None:
        """Add facts; call this before anybody reads ``all``."""
        for fact in facts:
            key = (fact.name, fact.value)
            mine = self._own.get(key)
            if mine is None:
                # The existing facts may be shared with another set.
                mine = self._own[key] = self._growing[key] = dict(self._growing.get(key, ()))
            mine[fact.source] = fact
