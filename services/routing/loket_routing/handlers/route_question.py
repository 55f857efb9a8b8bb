"""``questions.submitted``: decides the route of the question, and publishes ``routing.decided``."""

from loket_routing.domain.decide.question import Question
from loket_routing.handlers.decide_and_store import decide_and_store
from loket_routing.handlers.publish_decision import publish_decision, record_decision
from loket_routing.store.questions import lock_question, store_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork

_FIRST_VERSION = 1


async def route_question(work: UnitOfWork, incoming: Incoming[QuestionSubmitted]) -> None:
    """Store the question, decide, and publish the decision.

    It is also published after a route by hand: that route wins, but the decision is part of the history.
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
