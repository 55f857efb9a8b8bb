"""Decides a question; if a rule fails or a text cannot be read, the front office leads and must confirm the route."""

from datetime import datetime
from uuid import UUID

import structlog
from opentelemetry import metrics

from loket_routing.domain.decide.decision import Decision, fail_closed
from loket_routing.domain.decide.evidence import Evidence, evidence_of, matches_in
from loket_routing.domain.decide.matching.lexicon import Lexicon
from loket_routing.domain.decide.pipeline import decide_from_evidence
from loket_routing.domain.decide.question import Question
from loket_routing.domain.rule_set.faults import RuleSetError
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.gateways.reader_pool import ReadingFailedError, read_in_subprocess
from loket_routing.store.active_rule_set import RuleSetRef, active_rule_set_at, mark_erred
from loket_routing.store.evidence import newest_evidence, store_evidence
from loket_routing.store.rule_set_cache import load_rule_set
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)
_FAILED = metrics.get_meter("loket").create_counter(
    "loket_routing_failed_closed",
    description="Questions left to the front office as a rule erred or reading failed",
)


class RuleEvaluationError(Exception):
    """A rule set could not decide a question; the cause is attached."""


async def decide_and_store(
    work: UnitOfWork, question_id: UUID, version: int, question: Question, at: datetime
) -> Decision:
    """Decide ``version`` of a question by the rule set that was active at ``at``, and store its evidence.

    If a rule errs, or if the set or a text cannot be read, the front office gets the question at once
    (docs/architecture.md#routing). Nothing is retried, because the same error would happen again. A set that erred
    is marked.
    """
    chosen = await active_rule_set_at(work, at)
    try:
        rule_set = await load_rule_set(work, chosen)
        evidence = await _match_terms(work, question_id, question, rule_set.lexicon)
        await store_evidence(work, question_id, version, evidence)
        return _decide(evidence, rule_set, at)
    except (RuleEvaluationError, RuleSetError) as error:
        await mark_erred(work, chosen, type(error.__cause__ or error).__name__)
        return _fail_closed(question, chosen, at, error)
    except ReadingFailedError as error:
        return _fail_closed(question, chosen, at, error)


async def _match_terms(work: UnitOfWork, question_id: UUID, question: Question, lexicon: Lexicon) -> Evidence:
    """Return the evidence of the question; a passage that this lexicon has already read is not read again."""
    known = await newest_evidence(work, question_id)
    found = known.by_passage(lexicon) if known else {}
    unread = [passage for passage in question.passages if passage.place not in found]
    mentions = await read_in_subprocess([passage.text for passage in unread], lexicon)
    found |= {passage.place: matches_in(passage, each) for passage, each in zip(unread, mentions, strict=True)}
    return evidence_of(question, lexicon, found)


def _decide(evidence: Evidence, rule_set: RuleSet, at: datetime) -> Decision:
    try:
        return decide_from_evidence(evidence, rule_set, at)
    except Exception as error:
        raise RuleEvaluationError from error


def _fail_closed(question: Question, chosen: RuleSetRef, at: datetime, error: Exception) -> Decision:
    _LOG.error("routing failed closed", rule_set=chosen.version, exc_info=error)
    _FAILED.add(1, {"rule_set": chosen.version, "failure": type(error).__name__})
    return fail_closed(question, chosen.version, at)
