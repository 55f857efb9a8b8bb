"""Which of many conditions may hold: those that need no fact, or one that is there.

The others need not be looked at. So a rule set with ten times the rules costs little more, as long as
a question is about as few of its subjects.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Generic, TypeVar

from loket_routing.domain.decide.facts import ANY, Facts, Key
from loket_routing.domain.rule_sets.conditions import Condition, leaves

Entry = TypeVar("Entry")


class Candidates(Generic[Entry]):
    """Entries in order, found by the facts that their conditions need; without a condition they always count."""

    def __init__(self, entries: Iterable[tuple[Condition | None, Entry]]) -> None:
        known = tuple(entries)
        common = Counter(key for condition, _ in known if condition for key in _keys(condition))
        self.entries = tuple(entry for _, entry in known)
        self._always: list[int] = []
        self._by_key: defaultdict[Key, list[int]] = defaultdict(list)
        for place, (condition, _) in enumerate(known):
            needed = needs(condition, common) if condition else None
            if needed is None:
                self._always.append(place)
            for key in needed or ():
                self._by_key[key].append(place)
        self._by_name = {name: places for (name, code), places in self._by_key.items() if code == ANY}

    def among(self, facts: Facts) -> list[Entry]:
        """Return, in order, every entry whose condition holds by ``facts``, and perhaps others."""
        return [self.entries[place] for place in sorted(self.places(facts))]

    def places(self, facts: Facts) -> set[int]:
        """Return the places of those entries."""
        found = set(self._always)
        for key in self._by_key.keys() & facts.keys:
            found.update(self._by_key[key])
        if self._by_name:
            for name in self._by_name.keys() & {name for name, _ in facts.keys}:
                found.update(self._by_name[name])
        return found

    def asking_for(self, key: Key) -> list[int]:
        """Return the places of the entries that need a fact and may do with this one."""
        return self._by_key.get(key, []) + self._by_key.get((key[0], ANY), [])


def needs(condition: Condition, common: Mapping[Key, int]) -> frozenset[Key] | None:
    """Return facts of which ``condition`` needs one at least to hold; None where it may hold without any.

    Where several conditions must hold, any one tells enough: the one whose facts the fewest have in ``common``.
    """
    if condition.leaf is not None:
        return frozenset(_keys(condition))
    if condition.not_ is not None:
        return None
    parts = [needs(part, common) for part in condition.parts]
    needed = [keys for keys in parts if keys is not None]
    if condition.all_ is not None:
        return min(needed, key=lambda keys: sum(common[key] for key in keys), default=None)
    return frozenset(key for keys in needed for key in keys) if len(needed) == len(parts) else None


def _keys(condition: Condition) -> Iterator[Key]:
    return ((name, code) for name, codes in leaves(condition) for code in codes)
