"""Facts about a question: what holds, and where it was found.

A source is a field of the form (``form.fields``), a place in a text with the term that found it
(``description[36:46]: hypersonic*``), or a legal source (``celex 32021R0821``). No fact names a
country, so that questions under the same legal regimes have the same facts.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from loket_shared.contracts.parts import Fact

__all__ = ["ANY", "FORM", "Fact", "Facts", "evidence"]

FORM = "form."
ANY = "any"


def evidence(fact: Fact) -> str:
    """Return what to show as the source of a fact that follows from ``fact``."""
    return f"{fact.source}: {fact.value}" if fact.source.startswith(FORM) and ":" not in fact.source else fact.source


@dataclass(frozen=True)
class Facts:
    """A set of facts in a fixed order."""

    all: tuple[Fact, ...]

    @classmethod
    def of(cls, facts: Iterable[Fact]) -> "Facts":
        """Return the facts without repeats, ordered by name, value and source."""
        by_key = {(fact.name, fact.value, fact.source): fact for fact in facts}
        return cls(tuple(by_key[key] for key in sorted(by_key)))

    def named(self, name: str, values: Iterable[str]) -> tuple[Fact, ...]:
        """Return the facts with this name and one of these values; ``any`` stands for every value."""
        wanted = frozenset(values)
        return tuple(fact for fact in self.all if fact.name == name and (fact.value in wanted or ANY in wanted))

    def plus(self, facts: Iterable[Fact]) -> "Facts":
        """Return these facts and others."""
        return Facts.of((*self.all, *facts))

    def without(self, name: str) -> "Facts":
        """Return these facts but those with this name."""
        return Facts(tuple(fact for fact in self.all if fact.name != name))
