"""Choose a route, whatever happens: a rule that errs costs a confirmation, never a question."""

from datetime import datetime

import structlog
from opentelemetry import metrics

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import read_question
from loket_routing.domain.deciding.front_office_alone import failed_closed
from loket_routing.domain.deciding.question import Question
from loket_routing.domain.rule_sets.rule_set import RuleSet

_LOG = structlog.get_logger(__name__)
_FAILED = metrics.get_meter("loket").create_counter(
    "loket_routing_failed_closed", description="Questions left to the front office because a rule erred"
)


def choose_route(question: Question, rule_set: RuleSet, asked_at: datetime) -> Decision:
    """Decide, or leave the question to the front office, loudly (design section 7)."""
    try:
        return decide(read_question(question, rule_set.lexicon, rule_set.finder), rule_set, asked_at)
    except Exception:
        _LOG.exception("routing failed closed", rule_set=rule_set.version)
        _FAILED.add(1, {"rule_set": rule_set.version})
        return failed_closed(question, rule_set.version)
