"""Records a decision of the rules and publishes it."""

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.history import RulesDecision, decision_before, diff_routes
from loket_routing.domain.decide.redact import Visibility, redact
from loket_routing.store.decisions import append_entry, history_of
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import RouteDifference, RoutingDecision
from loket_shared.unit_of_work import UnitOfWork

_ANYBODY = Visibility(covert=frozenset(), content=True)


async def record_decision(work: UnitOfWork, about: QuestionEvent, version: int, decision: Decision) -> RulesDecision:
    """Add ``decision`` on ``version`` of the question to its history."""
    entry = RulesDecision(at=work.clock.now(), question_version=version, decision=decision)
    await append_entry(work, about.question_id, entry)
    return entry


async def publish_decision(
    work: UnitOfWork, kind: type[RoutingDecided] | type[RoutingRevised], about: QuestionEvent, entry: RulesDecision
) -> None:
    """Publish the decision on the question of the event ``about``.

    A revision carries the difference from the earlier decision, also if nothing changed.
    """
    changed = {"difference": await _difference(work, about, entry)} if kind is RoutingRevised else {}
    await work.publish(
        kind(
            question_id=about.question_id,
            reference=about.reference,
            decided_at=entry.at,
            rule_set_version=entry.decision.rule_set_version,
            question_version=entry.question_version,
            decision=_published(entry.decision),
            **changed,
        )
    )


async def _difference(work: UnitOfWork, about: QuestionEvent, entry: RulesDecision) -> RouteDifference:
    before = decision_before(entry, await history_of(work, about.question_id)) or entry
    return diff_routes(before.route, entry.route)


def _published(decision: Decision) -> RoutingDecision:
    """Return the decision with only the facts that any of its readers may see.

    Only this service knows which department a fact would betray, so the other facts stay here.
    """
    seen = redact(decision, _ANYBODY)
    published = decision.model_copy(update={"facts": seen.facts, "meanings": seen.meanings})
    return RoutingDecision.model_validate(published.model_dump())
