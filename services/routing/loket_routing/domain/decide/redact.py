"""Redacts a decision for a reader: removes hidden departments, and everything that would betray them.

Every rule names open departments or covert ones, never both, and no open rule rests on a signal that
only chooses between services. So a redacted decision leaves out the rules that name a hidden department,
and keeps only the facts that an open rule rests on (design section 5).
"""

from dataclasses import dataclass
from typing import Literal

from loket_routing.domain.decide.decision import Decision, ReasonedRule, still_used
from loket_routing.domain.decide.facts import Fact, Facts
from loket_routing.domain.departments import covert
from loket_shared.contracts.shared_parts import RankedRoute, Route

ReaderKind = Literal["expert", "front-office", "asker"]
"""The expert reads the reasons; the front office also the choices; the asker only who looks at it, in general."""

_NOT_CONTENT = frozenset({"kind", "topic", "consent-to-share"})


@dataclass(frozen=True)
class Visibility:
    """The covert departments that a reader may see, and whether the reader may see the question's content.

    ``reader``: the kind of reader that the decision is explained to.
    """

    covert: frozenset[str]
    content: bool
    reader: ReaderKind = "expert"


def redact(decision: Decision, visibility: Visibility) -> Decision:
    """Return ``decision`` as the reader may see it; its shape is the same whether anything was hidden or not."""
    hidden = covert() - visibility.covert
    rules = tuple(_rule(rule, visibility) for rule in decision.fired_rules if hidden.isdisjoint(_departments(rule)))
    facts = _facts(decision, rules, hidden, visibility)
    return decision.model_copy(
        update={
            "contributors": _open(decision, hidden),
            "fired_rules": rules,
            "rejected": tuple(entry for entry in decision.rejected if entry.department not in hidden),
            "facts": facts,
            "meanings": still_used(decision.meanings, facts),
            "suggestion": decision.suggestion and redact_route(decision.suggestion, visibility),
            "ranking": tuple(_ranked(route, hidden) for route in decision.ranking) if visibility.content else (),
            "reckoning": decision.reckoning if visibility.content else (),
        }
    )


def redact_route(route: Route, visibility: Visibility) -> Route:
    """Return the route alone, as the reader may see it."""
    contributors = _open(route, covert() - visibility.covert)
    return Route(lead=route.lead, contributors=contributors, priority=route.priority)


def _departments(rule: ReasonedRule) -> set[str]:
    return {effect.department for effect in rule.effects if effect.department}


def _open(route: Route, hidden: frozenset[str]) -> tuple[str, ...]:
    return tuple(department for department in route.contributors if department not in hidden)


def _ranked(route: RankedRoute, hidden: frozenset[str]) -> RankedRoute:
    return route.model_copy(update={"contributors": _open(route, hidden)})


def _rule(rule: ReasonedRule, visibility: Visibility) -> ReasonedRule:
    return rule.model_copy(update={"grounds": _readable(rule.grounds, visibility)})


def _readable(facts: tuple[Fact, ...], visibility: Visibility) -> tuple[Fact, ...]:
    return facts if visibility.content else tuple(fact for fact in facts if fact.name in _NOT_CONTENT)


def _facts(
    decision: Decision, rules: tuple[ReasonedRule, ...], hidden: frozenset[str], visibility: Visibility
) -> tuple[Fact, ...]:
    if not hidden:
        return _readable(decision.facts, visibility)
    return _readable(Facts.of(fact for rule in rules for fact in rule.grounds).all, visibility)
