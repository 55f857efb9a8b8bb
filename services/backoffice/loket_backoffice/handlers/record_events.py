"""Records on a case the events of the other services: its question, its route, the asker's messages, delivered mails.

A new question opens its case at once, so that the clocks run even if routing does not. A decision of routing puts its
route in force, or is a proposal (docs/architecture.md#who-owns-what).
"""

from collections.abc import Iterator
from typing import TypeVar

from loket_backoffice.domain.answers import AnswerState
from loket_backoffice.domain.facts import (
    FeedbackGiven,
    MessageArrived,
    MessageFailed,
    RouteDecided,
    Submitted,
    Supplemented,
    Withdrawn,
)
from loket_backoffice.domain.route_in_force import is_proposal_only
from loket_backoffice.domain.routes import Choice, Finding, RuleReason
from loket_backoffice.handlers.departments import to_route
from loket_backoffice.handlers.save_and_publish import record_and_publish
from loket_backoffice.store.case_content import read_answer, seal_question, write_answer
from loket_backoffice.store.cases import has_fact, lock_or_create_case
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.notifications_delivered import NotificationDelivered
from loket_shared.contracts.events.notifications_failed import NotificationFailed
from loket_shared.contracts.events.questions_feedback_given import QuestionFeedbackGiven
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.contracts.shared_parts import FiredRule, RankedRoute, RoutingDecision
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork

P = TypeVar("P")


async def open_case(work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
    """Store the question, open the case and publish ``cases.opened``."""
    event = incoming.event
    question, asker = _require_part(event.question), _require_part(event.asker)
    stored = await lock_or_create_case(work, event.question_id, event.reference)
    await seal_question(work, stored, question, asker, event.language, event.submitted_at)
    await record_and_publish(work, stored, Submitted(at=event.submitted_at, consent=question.consent_to_share))
    await work.publish(CaseOpened(question_id=event.question_id, reference=event.reference, opened_at=work.clock.now()))


async def record_route_decision(work: UnitOfWork, incoming: Incoming[RoutingDecided | RoutingRevised]) -> None:
    """Record the decision; its departments are asked once the route is in force."""
    event = incoming.event
    decision = _require_part(event.decision)
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


async def record_supplement(work: UnitOfWork, incoming: Incoming[QuestionSupplemented]) -> None:
    """Record the supplement on the case."""
    event = incoming.event
    supplement = _require_part(event.supplement)
    fact = Supplemented(
        at=event.supplemented_at,
        version=event.version,
        text=supplement.text,
        consent=supplement.consent_to_share,
    )
    stored = await lock_or_create_case(work, event.question_id, event.reference)
    await record_and_publish(work, stored, fact)
    answer, text = await read_answer(work, stored.id)
    if answer.state is AnswerState.SUBMITTED:
        await write_answer(work, stored.id, answer.revisit(), text)


async def record_withdrawal(work: UnitOfWork, incoming: Incoming[QuestionWithdrawn]) -> None:
    """Record the withdrawal on the case."""
    event = incoming.event
    fact = Withdrawn(at=event.withdrawn_at, reason=_require_part(event.withdrawal).reason)
    await record_and_publish(work, await lock_or_create_case(work, event.question_id, event.reference), fact)


async def record_feedback(work: UnitOfWork, incoming: Incoming[QuestionFeedbackGiven]) -> None:
    """Record the feedback on the case."""
    event = incoming.event
    feedback = _require_part(event.feedback)
    fact = FeedbackGiven(at=event.given_at, helpful=feedback.helpful, text=feedback.text)
    await record_and_publish(work, await lock_or_create_case(work, event.question_id, event.reference), fact)


async def record_failure(work: UnitOfWork, incoming: Incoming[NotificationFailed]) -> None:
    """Record on the case that a mail did not reach the asker."""
    event = incoming.event
    stored = await lock_or_create_case(work, _require_part(event.question_id), _require_part(event.reference))
    details = _require_part(event.to_asker)
    fact = MessageFailed(
        at=event.failed_at or incoming.time,
        delivery_id=event.delivery_id,
        occasion=details.occasion or "",
        written_at=details.written_at,
    )
    await record_and_publish(work, stored, fact)


async def record_arrival(work: UnitOfWork, incoming: Incoming[NotificationDelivered]) -> None:
    """Record on the case that a failed mail to the asker arrived after all; any other delivery is ignored."""
    event = incoming.event
    question_id = _require_part(event.question_id)
    if not await has_fact(work, question_id, "message-failed"):
        return
    stored = await lock_or_create_case(work, question_id, _require_part(event.reference))
    if event.delivery_id in {fact.delivery_id for fact in stored.case.facts_of(MessageFailed)}:
        fact = MessageArrived(at=event.delivered_at or incoming.time, delivery_id=event.delivery_id)
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


def _require_part(part: P | None) -> P:
    """Return ``part`` of an event, which this service may read and its publisher must give.

    Raises:
        PermanentError: the publisher left it out.
    """
    if part is None:
        raise PermanentError("the event lacks a part that it must have")
    return part
