"""Decides a question; if a rule fails or a text cannot be read, the front office leads and must confirm the route."""

from datetime import datetime
from typing import NamedTuple

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
from loket_routing.store.rule_set_cache import load_rule_set
from loket_shared.unit_of_work import UnitOfWork

_LOG = structlog.get_logger(__name__)
_FAILED = metrics.get_meter("loket").create_counter(
    "loket_routing_failed_closed",
    description="Questions left to the front office as a rule erred or reading failed",
)


class RuleEvaluationError(Exception):
    """A rule set could not decide a question; the cause is attached."""


class Decided(NamedTuple):
    """A decision and the evidence that it rests on; None if the texts were not read."""

    decision: Decision
    evidence: Evidence | None


async def decide_question(work: UnitOfWork, question: Question, at: datetime, known: Evidence | None = None) -> Decided:
    """Decide a question, locked for deciding, by the rule set that was active at ``at``.

    A passage that is read in ``known``, the evidence of an earlier version, is not read again. If a rule errs, or if
    the set or a text cannot be read, the front office gets the question at once (docs/architecture.md#routing).
    Nothing is retried, because the same error would happen again. A set that erred is marked.
    """
    chosen, evidence = await active_rule_set_at(work, at), None
    try:
        rule_set = await load_rule_set(work, chosen)
        evidence = await _match_terms(question, rule_set.lexicon, known)
        return Decided(_decide(evidence, rule_set, at), evidence)
    except (RuleEvaluationError, RuleSetError) as error:
        await mark_erred(work, chosen, type(error.__cause__ or error).__name__)
        return Decided(_fail_closed(question, chosen, at, error), evidence)
    except ReadingFailedError as error:
        return Decided(_fail_closed(question, chosen, at, error), evidence)


async def _match_terms(question: Question, lexicon: Lexicon, known: Evidence | None) -> Evidence:
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
