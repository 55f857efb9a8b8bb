"""Reads the quality of the rules over a period: the rules that fired, the officers' changes, and suggestions."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from uuid import UUID

from loket_routing.domain.access import covert_in_figures
from loket_routing.domain.departments import covert
from loket_routing.domain.quality.figures import Period, compute_figures
from loket_routing.domain.quality.outcomes import QuestionOutcome, outcome_of
from loket_routing.domain.quality.suggestions import suggest
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.handlers.read_active_rule_set import read_active_rule_set
from loket_routing.policy import thresholds
from loket_routing.store.decisions import histories_of
from loket_routing.store.questions import list_newest_asked
from loket_routing.views.quality_view import QualityView
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.local_time import local_date
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

MOST_QUESTIONS = 10_000
_AT_ONCE = 100
_BACKWARDS = BilingualText(nl="De periode eindigt voor zij begint.", en="The period ends before it begins.")


async def read_quality(work: UnitOfWork, principal: Principal, first: date | None, last: date | None) -> QualityView:
    """Return the figures of a period in Dutch days, by default the last year; the reading is audited.

    Only readers who may know of covert departments see their figures. No officer's reason is ever read.

    Raises:
        NotFoundError: there are no figures for this reader.
        InvalidInputError: the period ends before it begins.
    """
    known = covert_in_figures(principal)
    if known is None:
        raise NotFoundError
    today = local_date(work.clock.now())
    period = Period.of(first, last, today)
    if period.last < period.first:
        raise InvalidInputError(FieldError("until", _BACKWARDS))
    active = (await read_active_rule_set(work)).rule_set
    ids = await list_newest_asked(work, period.begins, period.ends, MOST_QUESTIONS + 1)
    outcomes = [each async for each in _outcomes(work, ids[:MOST_QUESTIONS], known)]
    quality = compute_figures(outcomes, _rules(active, known), active.doubt.confirm_below)
    await work.audit(principal, "rule-quality.read", f"{period.first}/{period.last}")
    return QualityView(
        **dict(quality),
        first=period.first,
        until=period.last,
        complete=len(ids) <= MOST_QUESTIONS,
        rule_set_version=active.version,
        suggestions=suggest(quality, active, thresholds(), today),
    )


async def _outcomes(work: UnitOfWork, ids: Sequence[UUID], known: frozenset[str]) -> AsyncIterator[QuestionOutcome]:
    """Yield the outcome of each question; only a few histories are in memory at once."""
    for start in range(0, len(ids), _AT_ONCE):
        for history in await histories_of(work, ids[start : start + _AT_ONCE]):
            outcome = outcome_of(history, known)
            if outcome is not None:
                yield outcome


def _rules(rule_set: RuleSet, known: frozenset[str]) -> tuple[str, ...]:
    """Return the rules whose figures the reader may know, highest in the precedence first."""
    hidden = covert() - known
    return tuple(rule.id for line in rule_set.ranked for rule in line.rules if not rule.reveals(hidden))
