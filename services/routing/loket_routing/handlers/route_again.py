"""``questions.supplemented``: decide again on what was added, and tell it."""

from loket_routing.handlers.choose_route import choose_route
from loket_routing.handlers.publish_decision import publish, record_decision
from loket_routing.store.questions import keep_question, lock_question, open_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


async def route_again(incoming: Incoming[QuestionSupplemented], work: UnitOfWork) -> None:
    """Add the supplement and decide by the rules and regimes of the day on which the question was asked.

    Every version gets its decision and every decision is told, changed or not: were only changes told,
    an event beside a route that looks the same would betray that covert participation changed.
    """
    event = incoming.event
    row = await lock_question(work, event)
    if row.erased_at is not None or row.withdrawn_at is not None:
        return
    question = await open_question(work, row)
    if question is None or row.asked_at is None or event.supplement is None:
        raise PermanentError("there is nothing to supplement")
    question = question.supplemented(event.version, event.supplement.text, event.supplement.consent_to_share)
    await keep_question(work, row, question)
    decision = await choose_route(work, row.question_id, event.version, question, row.asked_at)
    entry = await record_decision(work, event, event.version, decision)
    await publish(work, RoutingRevised, event, entry)
