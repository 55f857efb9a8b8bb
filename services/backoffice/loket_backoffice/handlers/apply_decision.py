"""Routing decided or revised: put the route in force, or keep it as a proposal (design section 2)."""

from collections.abc import Iterator

from loket_backoffice.domain.facts import RouteDecided
from loket_backoffice.domain.route_in_force import is_proposal_only
from loket_backoffice.domain.routes import Choice, Finding, Reason
from loket_backoffice.handlers.departments import as_route
from loket_backoffice.handlers.parts import part_of
from loket_backoffice.handlers.settle import record_fact
from loket_backoffice.store.case_store import expect_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.shared_parts import FiredRule, RankedRoute, RoutingDecision
from loket_shared.unit_of_work import UnitOfWork


async def apply_decision(incoming: Incoming[RoutingDecided | RoutingRevised], work: UnitOfWork) -> None:
    """Record the decision; each department that it names is asked once the route holds."""
    event = incoming.event
    decision = part_of(event.decision)
    case = await expect_case(work, event.question_id, event.reference)
    fact = RouteDecided(
        at=event.decided_at,
        question_version=event.question_version,
        route=as_route(decision),
        confirmation_needed=decision.confirmation_needed,
        applies=not is_proposal_only(case.file),
        rule_set_version=event.rule_set_version,
        confidence=decision.confidence,
        confidence_in_words=decision.confidence_in_words,
        reasons=tuple(_reason(rule) for rule in decision.fired_rules),
        explained=(*decision.lead_explained, *decision.priority_explained, *decision.reckoning),
        findings=tuple(_findings(decision)),
        ranking=tuple(_choice(route) for route in decision.ranking),
    )
    await record_fact(work, case, fact)


def _reason(rule: FiredRule) -> Reason:
    return Reason(rule.reason, frozenset(effect.department for effect in rule.effects if effect.department))


def _findings(decision: RoutingDecision) -> Iterator[Finding]:
    """Yield the facts whose codes the decision names in words: signals and legal regimes."""
    names = {(meaning.name, meaning.code): meaning.text for meaning in decision.meanings}
    for fact in decision.facts:
        if text := names.get((fact.name, fact.value)):
            yield Finding(text, fact.source)


def _choice(ranked: RankedRoute) -> Choice:
    return Choice(as_route(ranked), ranked.confidence, ranked.reason)
