"""Applies a decision of routing: puts the route in force, or records a proposal (design section 2)."""

from collections.abc import Iterator

from loket_backoffice.domain.facts import RouteDecided
from loket_backoffice.domain.route_in_force import is_proposal_only
from loket_backoffice.domain.routes import Choice, Finding, RuleReason
from loket_backoffice.handlers.departments import to_route
from loket_backoffice.handlers.save_and_publish import record_and_publish, require_part
from loket_backoffice.store.cases import lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.shared_parts import FiredRule, RankedRoute, RoutingDecision
from loket_shared.unit_of_work import UnitOfWork


async def apply_decision(work: UnitOfWork, incoming: Incoming[RoutingDecided | RoutingRevised]) -> None:
    """Record the decision; its departments are asked once the route is in force."""
    event = incoming.event
    decision = require_part(event.decision)
    stored = await lock_or_create_case(work, event.question_id, event.reference)
    fact = RouteDecided(
        at=event.decided_at,
        question_version=event.question_version,
        route=to_route(decision),
        confirmation_needed=decision.confirmation_needed,
        applies=not is_proposal_only(stored.case),
        rule_set_version=event.rule_set_version,
        confidence=decision.confidence,
        confidence_in_words=decision.confidence_in_words,
        reasons=tuple(_reason(rule) for rule in decision.fired_rules),
        explained=(*decision.lead_explained, *decision.priority_explained, *decision.reckoning),
        findings=tuple(_findings(decision)),
        ranking=tuple(_choice(route) for route in decision.ranking),
    )
    await record_and_publish(work, stored, fact)


def _reason(rule: FiredRule) -> RuleReason:
    return RuleReason(rule.reason, frozenset(effect.department for effect in rule.effects if effect.department))


def _findings(decision: RoutingDecision) -> Iterator[Finding]:
    """Yield the facts whose codes the decision names in words: signals and legal regimes."""
    names = {(meaning.name, meaning.code): meaning.text for meaning in decision.meanings}
    for fact in decision.facts:
        if text := names.get((fact.name, fact.value)):
            yield Finding(text, fact.source)


def _choice(ranked: RankedRoute) -> Choice:
    return Choice(to_route(ranked), ranked.confidence, ranked.reason)
