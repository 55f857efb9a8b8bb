"""``questions.submitted`` and ``questions.supplemented``: decides a question's route, and publishes the decision."""

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.history import RulesDecision, decision_before, diff_routes
from loket_routing.domain.decide.question import Question
from loket_routing.domain.decide.redact import Visibility, redact
from loket_routing.handlers.decide_question import decide_question
from loket_routing.store.decisions import DecidedVersion, history_of, store_decided
from loket_routing.store.evidence import newest_evidence
from loket_routing.store.questions import lock_to_decide, open_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.question_event import QuestionEvent
from loket_shared.contracts.shared_parts import FiredRule, RouteDifference, RoutingDecision
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork

_FIRST_VERSION = 1
_EVERY_READER = Visibility(covert=frozenset(), content=True)


async def route_question(work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
    """Decide, store the question with its decision, and publish the decision.

    It is published even if an officer has chosen a route already: that route stays in force, and the back office keeps
    the decision as history.
    """
    event = incoming.event
    locked = await lock_to_decide(work, event)
    if locked.erased_at is not None:
        return
    if event.question is None:
        raise PermanentError("the question's own compartment is out of reach")
    question, at = Question.of(event.question, event.language), event.submitted_at
    history = () if locked.created else await history_of(work, locked.question_id)
    decision, evidence = await decide_question(work, question, at)
    entry = RulesDecision(at=work.clock.now(), question_version=_FIRST_VERSION, decision=decision)
    await store_decided(work, DecidedVersion(locked.question_id, at, question, evidence, entry), history)
    await publish_decision(work, RoutingDecided, event, entry)


async def route_supplement(work: UnitOfWork, incoming: Incoming[QuestionSupplemented]) -> None:
    """Add the supplement and decide by the rules and regimes of the day on which the question was asked.

    Every version gets its decision and every decision is published, changed or not. If only changes were published, an
    event with an unchanged open route would betray that covert participation changed.
    """
    event = incoming.event
    locked = await lock_to_decide(work, event)
    if locked.erased_at is not None or locked.withdrawn_at is not None:
        return
    question, at = await open_question(work, locked), locked.asked_at
    if question is None or at is None or event.supplement is None:
        raise PermanentError("there is nothing to supplement")
    question = question.supplemented(event.version, event.supplement.text, event.supplement.consent_to_share)
    history = await history_of(work, locked.question_id)
    known = await newest_evidence(work, locked.question_id)
    decision, evidence = await decide_question(work, question, at, known)
    entry = RulesDecision(at=work.clock.now(), question_version=event.version, decision=decision)
    await store_decided(work, DecidedVersion(locked.question_id, at, question, evidence, entry), history)
    before = decision_before(entry, history) or entry
    await publish_decision(work, RoutingRevised, event, entry, difference=diff_routes(before.route, entry.route))


async def publish_decision(
    work: UnitOfWork,
    kind: type[RoutingDecided] | type[RoutingRevised],
    about: QuestionEvent,
    entry: RulesDecision,
    **changed: RouteDifference,
) -> None:
    """Publish the decision on the question of the event ``about``, as ``routing.decided`` or ``routing.revised``.

    A revision carries the difference from the earlier decision, also if nothing changed.
    """
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


def _published(decision: Decision) -> RoutingDecision:
    """Return the decision with only the facts that every reader may see.

    Only this service knows which department a fact would betray, so the other facts stay here.
    """
    seen = redact(decision, _EVERY_READER)
    kept = {name: getattr(decision, name) for name in RoutingDecision.model_fields}
    rules = tuple(FiredRule(id=rule.id, reason=rule.reason, effects=rule.effects) for rule in decision.fired_rules)
    return RoutingDecision(**kept | {"fired_rules": rules, "facts": seen.facts, "meanings": seen.meanings})
