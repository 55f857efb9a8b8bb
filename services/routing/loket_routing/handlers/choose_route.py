"""Choose a route, whatever happens: a rule that errs costs a confirmation, never a question."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from uuid import UUID

import structlog
from opentelemetry import metrics

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import read_question
from loket_routing.domain.deciding.front_office_alone import failed_closed
from loket_routing.domain.deciding.question import Question
from loket_routing.domain.rule_sets.reading import RuleSetError
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.evidence import keep_evidence
from loket_routing.store.in_force import mark_erred, set_in_force
from loket_shared.db.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)
_FAILED = metrics.get_meter("loket").create_counter(
    "loket_routing_failed_closed", description="Questions left to the front office because a rule erred"
)


Made = TypeVar("Made")


class RuleErred(Exception):
    """A rule set could not decide; what it failed on is the cause."""


async def choose_route(work: UnitOfWork, question_id: UUID, version: int, question: Question, at: datetime) -> Decision:
    """Decide ``version`` of a question asked ``at`` by the rule set in force then, and keep what it was decided on.

    Where a rule errs, or the set can't be read, the front office gets the question at once, and the set
    is marked (design section 7): nothing is retried, since the same rules would err again.
    """
    chosen = await set_in_force(work, at)
    try:
        rule_set = await load_rule_set(work, chosen)
        evidence = _tried(read_question, question, rule_set.lexicon, rule_set.finder)
        await keep_evidence(work, question_id, version, evidence)
        return _tried(decide, evidence, rule_set, at)
    except (RuleErred, RuleSetError) as error:
        _LOG.error("routing failed closed", rule_set=chosen.version, exc_info=error)
        _FAILED.add(1, {"rule_set": chosen.version})
        await mark_erred(work, chosen, type(error.__cause__ or error).__name__)
        return failed_closed(question, chosen.version, at)


def _tried(step: Callable[..., Made], *given: object) -> Made:
    try:
        return step(*given)
    except Exception as error:
        raise RuleErred from error
