"""What a reader sees of a decision: covert departments, and all that would betray them, don't exist.

The rules say of every rule that it names open departments or covert ones, never both, and that no open
rule rests on a signal that only chooses between services; so a projection is the decision without the
rules that name a hidden department, and with no fact but those an open rule rests on (design section 5).
"""

from dataclasses import dataclass

from loket_routing.domain.deciding.decision import Decision, ReasonedRule
from loket_routing.domain.deciding.meanings import still_used
from loket_routing.domain.departments import covert
from loket_routing.domain.explaining.readers import ReaderKind
from loket_routing.domain.facts import Fact, Facts
from loket_shared.contracts.shared_parts import RankedRoute, Route

_NOT_CONTENT = frozenset({"kind", "topic", "consent-to-share"})


@dataclass(frozen=True)
class Sight:
    """What a reader may know: of which covert departments, and whether the question's content.

    ``reader``: for whom the decision is explained.
    """

    covert: frozenset[str]
    content: bool
    reader: ReaderKind = "expert"


def project(decision: Decision, sight: Sight) -> Decision:
    """Return ``decision`` as the reader may see it; of the same shape whether anything was hidden or not."""
    hidden = covert() - sight.covert
    rules = tuple(_rule(rule, sight) for rule in decision.fired_rules if hidden.isdisjoint(_departments(rule)))
    facts = _facts(decision, rules, hidden, sight)
    return decision.model_copy(
        update={
            "contributors": _open(decision, hidden),
            "fired_rules": rules,
            "rejected": tuple(entry for entry in decision.rejected if entry.department not in hidden),
            "facts": facts,
            "meanings": still_used(decision.meanings, facts),
            "suggestion": decision.suggestion and project_route(decision.suggestion, sight),
            "ranking": tuple(_ranked(route, hidden) for route in decision.ranking) if sight.content else (),
            "reckoning": decision.reckoning if sight.content else (),
        }
    )


def project_route(route: Route, sight: Sight) -> Route:
    """Return the route alone, as the reader may see it."""
    contributors = _open(route, covert() - sight.covert)
    return Route(lead=route.lead, contributors=contributors, priority=route.priority)


def _departments(rule: ReasonedRule) -> set[str]:
    return {effect.department for effect in rule.effects if effect.department}


def _open(route: Route, hidden: frozenset[str]) -> tuple[str, ...]:
    return tuple(department for department in route.contributors if department not in hidden)


def _ranked(route: RankedRoute, hidden: frozenset[str]) -> RankedRoute:
    return route.model_copy(update={"contributors": _open(route, hidden)})


def _rule(rule: ReasonedRule, sight: Sight) -> ReasonedRule:
    return rule.model_copy(update={"grounds": _readable(rule.grounds, sight)})


def _readable(facts: tuple[Fact, ...], sight: Sight) -> tuple[Fact, ...]:
    return facts if sight.content else tuple(fact for fact in facts if fact.name in _NOT_CONTENT)


def _facts(
    decision: Decision, rules: tuple[ReasonedRule, ...], hidden: frozenset[str], sight: Sight
) -> tuple[Fact, ...]:
    if not hidden:
        return _readable(decision.facts, sight)
    return _readable(Facts.of(fact for rule in rules for fact in rule.grounds).all, sight)
