"""``questions.submitted``: decide who reads the question."""

from loket_routing.domain.deciding.question import Question
from loket_routing.handlers.choose_route import choose_route
from loket_routing.handlers.publish_decision import publish, record_decision
from loket_routing.store.questions import keep_question, lock_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.routing_decided import RoutingDecided
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork

_FIRST_VERSION = 1


async def route_question(incoming: Incoming[QuestionSubmitted], work: UnitOfWork) -> None:
    """Keep what the route rests on, decide and publish ``routing.decided``.

    It is published after a route made by hand as well: that one wins, but the decision is part of the story.
    """
    event = incoming.event
    row = await lock_question(work, event)
    if row.erased_at is not None:
        return
    if event.question is None:
        raise PermanentError("the question's own compartment is out of reach")
    question = Question.of(event.question, event.language)
    row.asked_at = event.submitted_at
    await keep_question(work, row, question)
    decision = await choose_route(work, event.question_id, _FIRST_VERSION, question, event.submitted_at)
    await publish(work, RoutingDecided, event, await record_decision(work, event, _FIRST_VERSION, decision))
