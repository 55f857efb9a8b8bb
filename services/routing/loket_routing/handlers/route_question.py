"""``questions.submitted`` and ``questions.supplemented``: decides a question's route, and publishes the decision."""

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.history import RulesDecision, decision_before, diff_routes
from loket_routing.domain.decide.question import Question
from loket_routing.domain.decide.redact import Visibility, redact
from loket_routing.handlers.decide_and_store import decide_and_store
from loket_routing.store.decisions import append_entry, history_of
from loket_routing.store.questions import lock_question, open_question, store_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import RouteDifference, RoutingDecision
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork

_FIRST_VERSION = 1
_EVERY_READER = Visibility(covert=frozenset(), content=True)


async def route_question(work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
    """Store the question, decide, and publish the decision.

    It is published even if an officer has chosen a route already: that route stays in force, and the back office keeps
    the decision as history.
    """
    event = incoming.event
    row = await lock_question(work, event)
    if row.erased_at is not None:
        return
    if event.question is None:
        raise PermanentError("the question's own compartment is out of reach")
    question = Question.of(event.question, event.language)
    await store_question(work, row, question, event.submitted_at)
    decision = await decide_and_store(work, event.question_id, _FIRST_VERSION, question, event.submitted_at)
    entry = await record_decision(work, event, _FIRST_VERSION, decision)
    await publish_decision(work, RoutingDecided, event, entry)


async def route_supplement(work: UnitOfWork, incoming: Incoming[QuestionSupplemented]) -> None:
    """Add the supplement and decide by the rules and regimes of the day on which the question was asked.

    Every version gets its decision and every decision is published, changed or not. If only changes were published, an
    event with an unchanged open route would betray that covert participation changed.
    """
    event = incoming.event
    row = await lock_question(work, event)
    if row.erased_at is not None or row.withdrawn_at is not None:
        return
    question = await open_question(work, row)
    if question is None or row.asked_at is None or event.supplement is None:
        raise PermanentError("there is nothing to supplement")
    question = question.supplemented(event.version, event.supplement.text, event.supplement.consent_to_share)
    await store_question(work, row, question, row.asked_at)
    decision = await decide_and_store(work, row.question_id, event.version, question, row.asked_at)
    entry = await record_decision(work, event, event.version, decision)
    await publish_decision(work, RoutingRevised, event, entry)


async def record_decision(work: UnitOfWork, about: QuestionEvent, version: int, decision: Decision) -> RulesDecision:
    """Add ``decision`` on ``version`` of the question to its history."""
    entry = RulesDecision(at=work.clock.now(), question_version=version, decision=decision)
    await append_entry(work, about.question_id, entry)
    return entry


async def publish_decision(
    work: UnitOfWork, kind: type[RoutingDecided] | type[RoutingRevised], about: QuestionEvent, entry: RulesDecision
) -> None:
    """Publish the decision on the question of the event ``about``, as ``routing.decided`` or ``routing.revised``.

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
    """Return the decision with only the facts that every reader may see.

    Only this service knows which department a fact would betray, so the other facts stay here.
    """
    seen = redact(decision, _EVERY_READER)
    published = decision.model_copy(update={"facts": seen.facts, "meanings": seen.meanings})
    return RoutingDecision.model_validate(published.model_dump())
