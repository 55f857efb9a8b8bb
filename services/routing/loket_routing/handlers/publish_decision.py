"""Record a decision of the rules and tell the others."""

from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.differing import difference
from loket_routing.domain.history import Automatic, decision_before
from loket_routing.domain.project import Sight, project
from loket_routing.store.decisions import append_entry, history_of
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import RouteDifference, RoutingDecision
from loket_shared.unit_of_work import UnitOfWork

_ANYBODY = Sight(covert=frozenset(), content=True)


async def record_decision(work: UnitOfWork, about: QuestionEvent, version: int, decision: Decision) -> Automatic:
    """Add ``decision`` on ``version`` of the question to its history."""
    entry = Automatic(at=work.clock.now(), question_version=version, decision=decision)
    await append_entry(work, about.question_id, entry)
    return entry


async def publish(
    work: UnitOfWork, kind: type[RoutingDecided] | type[RoutingRevised], about: QuestionEvent, entry: Automatic
) -> None:
    """Tell what was decided about the question that the event ``about`` concerns.

    A revision carries what changed since the decision before it, also where nothing did.
    """
    changed = {"difference": await _changed(work, about, entry)} if kind is RoutingRevised else {}
    await work.publish(
        kind(
            question_id=about.question_id,
            reference=about.reference,
            decided_at=entry.at,
            rule_set_version=entry.decision.rule_set_version,
            question_version=entry.question_version,
            decision=_as_told(entry.decision),
            **changed,
        )
    )


async def _changed(work: UnitOfWork, about: QuestionEvent, entry: Automatic) -> RouteDifference:
    before = decision_before(entry, await history_of(work, about.question_id)) or entry
    return difference(before.route, entry.route)


def _as_told(decision: Decision) -> RoutingDecision:
    """Return what others need: the facts are those that any reader of the decision may see.

    Whom a fact would betray only this service can tell, so the others stay here, for its own readers.
    """
    seen = project(decision, _ANYBODY)
    told = decision.model_copy(update={"facts": seen.facts, "meanings": seen.meanings})
    return RoutingDecision.model_validate(told.model_dump())
