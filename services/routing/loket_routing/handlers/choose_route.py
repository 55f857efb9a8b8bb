"""Choose a route, whatever happens: a rule that errs or a text that can't be read costs a confirmation, no question."""

from datetime import datetime
from uuid import UUID

import structlog
from opentelemetry import metrics

from loket_routing.domain.deciding.decide import decide
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import Evidence, evidence_of, found_in
from loket_routing.domain.deciding.front_office_alone import failed_closed
from loket_routing.domain.deciding.question import Question
from loket_routing.domain.rule_sets.reading import RuleSetError
from loket_routing.domain.rule_sets.rule_set import RuleSet
from loket_routing.domain.text.lexicon import Lexicon
from loket_routing.gateways.reading import ReadingFailedError, read_apart
from loket_routing.store.compiled import load_rule_set
from loket_routing.store.evidence import keep_evidence, newest_evidence
from loket_routing.store.in_force import InForce, mark_erred, set_in_force
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)
_FAILED = metrics.get_meter("loket").create_counter(
    "loket_routing_failed_closed",
    description="Questions left to the front office as a rule erred or reading failed",
)


class RuleErred(Exception):
    """A rule set could not decide; what it failed on is the cause."""


async def choose_route(work: UnitOfWork, question_id: UUID, version: int, question: Question, at: datetime) -> Decision:
    """Decide ``version`` of a question asked ``at`` by the rule set in force then, and keep what it was decided on.

    Where a rule errs, the set can't be read, or a text can't, the front office gets the question at once,
    and a set that erred is marked (design section 7): nothing is retried, since the same would go wrong again.
    """
    chosen = await set_in_force(work, at)
    try:
        rule_set = await load_rule_set(work, chosen)
        evidence = await _read(work, question_id, question, rule_set.lexicon)
        await keep_evidence(work, question_id, version, evidence)
        return _decide(evidence, rule_set, at)
    except (RuleErred, RuleSetError) as error:
        await mark_erred(work, chosen, type(error.__cause__ or error).__name__)
        return _fail_closed(question, chosen, at, error)
    except ReadingFailedError as error:
        return _fail_closed(question, chosen, at, error)


async def _read(work: UnitOfWork, question_id: UUID, question: Question, lexicon: Lexicon) -> Evidence:
    """Return what the question tells; what was read before is not read again."""
    known = await newest_evidence(work, question_id)
    found = known.by_passage(lexicon) if known else {}
    for passage in question.passages:
        if passage.place not in found:
            found[passage.place] = found_in(passage, await read_apart(passage.text, lexicon))
    return evidence_of(question, lexicon, found)


def _decide(evidence: Evidence, rule_set: RuleSet, at: datetime) -> Decision:
    try:
        return decide(evidence, rule_set, at)
    except Exception as error:
        raise RuleErred from error


def _fail_closed(question: Question, chosen: InForce, at: datetime, error: Exception) -> Decision:
    _LOG.error("routing failed closed", rule_set=chosen.version, exc_info=error)
    _FAILED.add(1, {"rule_set": chosen.version, "failure": type(error).__name__})
    return failed_closed(question, chosen.version, at)
