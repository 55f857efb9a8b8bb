"""``questions.supplemented``: decides again with the supplement, and publishes ``routing.revised``."""

from loket_routing.handlers.decide_and_store import decide_and_store
from loket_routing.handlers.publish_decision import publish_decision, record_decision
from loket_routing.store.questions import lock_question, open_question, store_question
from loket_shared.bus.handlers import Incoming
from loket_shared.contracts.events.questions_supplemented import QuestionSupplemented
from loket_shared.contracts.events.routing_revised import RoutingRevised
from loket_shared.failures import PermanentError
from loket_shared.unit_of_work import UnitOfWork


async def reroute_on_supplement(work: UnitOfWork, incoming: Incoming[QuestionSupplemented]) -> None:
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
