"""The record of a decision: the route, and all that is needed to explain it years later."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import cache

from loket_routing.domain.decide.facts import Facts
from loket_routing.domain.decide.votes import Vote
from loket_routing.domain.rule_set.model import RuleSet
from loket_shared.contracts.shared_parts import (
    Effect,
    EffectKind,
    Fact,
    FiredRule,
    Meaning,
    Priority,
    Route,
    RoutingDecision,
)


class ReasonedRule(FiredRule):
    """A rule that fired, with the facts it rests on."""

    grounds: tuple[Fact, ...] = ()


class Decision(RoutingDecision):
    """A routing decision as this service keeps it.

    ``fired_rules``: highest in the precedence first. ``asked_at``: the moment of the question, whose regimes apply. The
    same evidence, rule set and moment give an equal record, years later. Its texts and confidences rest on open rules
    only (design section 5).
    """

    rule_set_version: str
    asked_at: datetime | None = None
    fired_rules: tuple[ReasonedRule, ...]

    @property
    def route(self) -> Route:
        """The route alone, for comparison with another decision's."""
        return Route(lead=self.lead, contributors=self.contributors, priority=self.priority)


def as_reasoned_rule(vote: Vote) -> ReasonedRule:
    """Return a vote as the decision stores it, with every department named."""
    return ReasonedRule(id=vote.rule.id, reason=vote.rule.reason, effects=tuple(_effects(vote)), grounds=vote.grounds)


def _effects(vote: Vote) -> Iterator[Effect]:
    then = vote.rule.then
    for department in vote.named:
        yield _effect("lead" if department == then.lead else "contribute", department)
    if then.priority:
        yield _effect("priority", priority=then.priority)
    if then.answer:
        yield _effect("answer-by-front-office")
    if then.confirm:
        yield _effect("confirm")


@cache
def _effect(kind: EffectKind, department: str | None = None, priority: Priority | None = None) -> Effect:
    """Return the shared instance of an effect: rules have few different effects, and every decision repeats them."""
    return Effect(kind=kind, department=department, priority=priority)


_SIGNAL = "signal"


def meanings_of(facts: Facts, rule_set: RuleSet) -> tuple[Meaning, ...]:
    """Return the names that ``rule_set`` gives to the signals and legal regimes among ``facts``."""
    used = {(kind_of(name), code) for name, code in facts.keys}
    return tuple(meaning for key, meaning in rule_set.meanings.items() if key in used)


def still_used(meanings: Iterable[Meaning], facts: Iterable[Fact]) -> tuple[Meaning, ...]:
    """Return the ``meanings`` of codes in ``facts``."""
    used = {(kind_of(fact.name), fact.value) for fact in facts}
    return tuple(meaning for meaning in meanings if (meaning.name, meaning.code) in used)


def kind_of(name: str) -> str:
    """Return the kind of a fact's code; a denied or doubtful signal is a signal."""
    return _SIGNAL if name.endswith(f"-{_SIGNAL}") else name
