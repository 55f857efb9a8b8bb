"""The closed grammar of conditions: all, any, not, and one leaf per kind of fact (design section 7)."""

from functools import cached_property
from itertools import chain
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, ConfigDict, Field, model_validator

from loket_routing.domain.decide.facts import Fact, Facts
from loket_routing.domain.rule_sets.grammar_sentences import LOOP
from loket_routing.domain.rule_sets.grounds import is_personal, refuse_key
from loket_routing.domain.rule_sets.policy_data import PolicyData, refusal, to_kebab

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


class Condition(PolicyData):
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
        """Refuse what a route may never rest on, in words (domain description section 5)."""
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
        """The kind of fact and the codes of a leaf; None for all, any and not."""
        (name,) = self._given
        if self.needed_within_days is not None:
            return ("needed-in-days", tuple(map(str, range(self.needed_within_days + 1))))
        return None if name.endswith("_") else (to_kebab(name), tuple(dict.fromkeys(getattr(self, name))))

    @property
    def parts(self) -> tuple["Condition", ...]:
        """The conditions inside this one."""
        return self.all_ or self.any_ or ((self.not_,) if self.not_ else ())

    def support(self, facts: Facts) -> tuple[Fact, ...] | None:
        """Return the facts that make this hold, or None where it doesn't; an absence has no facts."""
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


def leaves(condition: Condition) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return every leaf of a condition, whatever its depth."""
    if condition.leaf is not None:
        return (condition.leaf,)
    return tuple(leaf for part in condition.parts for leaf in leaves(part))
