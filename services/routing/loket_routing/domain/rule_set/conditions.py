"""The closed grammar of conditions: all, any, not, and one leaf per kind of fact (design section 7).

``ConditionIndex`` finds the conditions that may hold: those that need no fact, and those that need one of the given
facts. The others are not evaluated, so a rule set with ten times the rules costs little more for the same question.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from loket_routing.domain.decide.facts import ANY, Fact, Facts, Key
from loket_routing.domain.rule_set.forbidden_grounds import is_personal, refuse_key
from loket_routing.domain.rule_set.frozen_model import FrozenModel, refusal, to_kebab
from loket_routing.domain.rule_set.grammar_faults import LOOP

_LONGEST_WAIT = 366
_DEEPEST = 20
"""Conditions inside each other that anybody can still read."""


def _as_codes(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Codes = Annotated[
    tuple[str, ...],
    BeforeValidator(_as_codes, json_schema_input_type=str | Annotated[tuple[str, ...], Field(min_length=1)]),
    Field(min_length=1),
]


class Condition(FrozenModel):
    """One condition: exactly one of the keys below. A leaf holds when any of its codes is a fact.

    ``needed-within-days`` holds where an answer is needed from the Dutch day of asking until that many
    days later, both inclusive; a date that has passed is not near.
    """

    model_config = ConfigDict(json_schema_extra={"minProperties": 1, "maxProperties": 1})

    all_: tuple["Condition", ...] | None = Field(default=None, min_length=1)
    any_: tuple["Condition", ...] | None = Field(default=None, min_length=1)
    not_: "Condition | None" = None
    topic: Codes | None = None
    field: Codes | None = None
    kind: Codes | None = None
    partner_type: Codes | None = None
    institution_kind: Codes | None = None
    legal_regime: Codes | None = None
    signal: Codes | None = None
    language: Codes | None = None
    words: Codes | None = None
    needed_within_days: int | None = Field(default=None, strict=True, ge=0, le=_LONGEST_WAIT)

    @model_validator(mode="before")
    @classmethod
    def _no_country_no_person(cls, data: Any) -> Any:
        """Refuse grounds that a route may never rest on, with a sentence (domain description section 5)."""
        for key in data if isinstance(data, dict) else ():
            if isinstance(key, str) and is_personal(key):
                raise refuse_key(key)
        return data

    @model_validator(mode="after")
    def _exactly_one(self) -> Self:
        if len(self._given) != 1:
            raise refusal(
                "one-key",
                "Een voorwaarde heeft precies één sleutel, zoals 'topic' of 'all'.",
                "A condition has exactly one key, such as 'topic' or 'all'.",
            )
        if self._depth > _DEEPEST:
            raise refusal(*LOOP)
        return self

    @cached_property
    def _depth(self) -> int:
        return 1 + max((part._depth for part in self.parts), default=0)

    @cached_property
    def _given(self) -> tuple[str, ...]:
        return tuple(name for name in self.model_fields_set if getattr(self, name) is not None)

    @cached_property
    def leaf(self) -> tuple[str, tuple[str, ...]] | None:
        """The kind of fact and the codes of a leaf; None for ``all``, ``any`` and ``not``."""
        (name,) = self._given
        if self.needed_within_days is not None:
            return ("needed-in-days", tuple(map(str, range(self.needed_within_days + 1))))
        return None if name.endswith("_") else (to_kebab(name), tuple(dict.fromkeys(getattr(self, name))))

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The conditions inside this one."""
        return self.all_ or self.any_ or ((self.not_,) if self.not_ else ())

    def support(self, facts: Facts) -> tuple[Fact, ...] | None:
        """Return the facts that make this condition hold, or None if it does not; an absence has no facts."""
        leaf = self.leaf
        if leaf is not None:
            return facts.named(*leaf) or None
        if self.not_ is not None:
            return () if self.not_.support(facts) is None else None
        holding: list[tuple[Fact, ...]] = []
        for part in self.parts:
            support = part.support(facts)
            if support is not None:
                holding.append(support)
            elif self.all_ is not None:
                return None
        return tuple(chain.from_iterable(holding)) if holding else None


def rests_on_signal(condition: Condition | None, signals: Collection[str]) -> bool:
    """Return whether a leaf of ``condition`` tests one of ``signals``."""
    found = leaves(condition) if condition is not None else ()
    return any(name == "signal" and not set(codes).isdisjoint(signals) for name, codes in found)


def leaves(condition: Condition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every leaf of a condition, whatever its depth."""
    if condition.leaf is not None:
        return (condition.leaf,)
    return tuple(leaf for part in condition.parts for leaf in leaves(part))


EntryT = TypeVar("EntryT")


class ConditionIndex(Generic[EntryT]):
    """Entries in order, indexed by the facts that their conditions need; an entry without a condition always counts."""

    def __init__(self, entries: Iterable[tuple[Condition | None, EntryT]]) -> None:
        known = tuple(entries)
        common = Counter(key for condition, _ in known if condition for key in _keys(condition))
        self.entries = tuple(entry for _, entry in known)
        self._always: list[int] = []
        self._by_key: defaultdict[Key, list[int]] = defaultdict(list)
        for place, (condition, _) in enumerate(known):
            needed = needed_facts(condition, common) if condition else None
            if needed is None:
                self._always.append(place)
            for key in needed or ():
                self._by_key[key].append(place)
        self._by_name = {name: places for (name, code), places in self._by_key.items() if code == ANY}

    def among(self, facts: Facts) -> list[EntryT]:
        """Return in order every entry whose condition holds for ``facts``, and possibly others."""
        return [self.entries[place] for place in sorted(self.places(facts))]

    def places(self, facts: Facts) -> set[int]:
        """Return the positions of the entries that ``among`` returns."""
        found = set(self._always)
        for key in self._by_key.keys() & facts.keys:
            found.update(self._by_key[key])
        if self._by_name:
            for name in self._by_name.keys() & {name for name, _ in facts.keys}:
                found.update(self._by_name[name])
        return found

    def requiring(self, key: Key) -> list[int]:
        """Return the positions of the entries that need a fact and may need this one."""
        return self._by_key.get(key, []) + self._by_key.get((key[0], ANY), [])


def needed_facts(condition: Condition, common: Mapping[Key, int]) -> frozenset[Key] | None:
    """Return the facts of which ``condition`` needs at least one to hold; None if it may hold without any.

    If several conditions must hold, one of them is enough: the one with the rarest facts in ``common``.
    """
    if condition.leaf is not None:
        return frozenset(_keys(condition))
    if condition.not_ is not None:
        return None
    parts = [needed_facts(part, common) for part in condition.parts]
    needed = [keys for keys in parts if keys is not None]
    if condition.all_ is not None:
        return min(needed, key=lambda keys: sum(common[key] for key in keys), default=None)
    return frozenset(key for keys in needed for key in keys) if len(needed) == len(parts) else None


def _keys(condition: Condition) -> Iterator[Key]:
    return ((name, code) for name, codes in leaves(condition) for code in codes)
