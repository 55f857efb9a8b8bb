"""A rule set with its life, as its readers see it."""

from datetime import datetime
from typing import Any, Self

import orjson

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_routing.domain.lifecycle.life import Act, State
from loket_routing.domain.lifecycle.steps import Step, StepKind
from loket_routing.domain.lifecycle.timetable import Activation
from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.store.rule_sets import StoredRuleSet, examples_of, verdict_of
from loket_shared.contracts.model import WireModel


class StepView(WireModel):
    """Who did what to a rule set, and why."""

    kind: StepKind
    at: datetime
    by: str
    reason: str | None

    @classmethod
    def of(cls, step: Step) -> Self:
        """Return the step with the name of who took it."""
        return cls(kind=step.kind, at=step.at, by=step.name, reason=step.reason)


class ActivationView(WireModel):
    """From when a rule set decides, as who decided that."""

    active_from: datetime
    at: datetime
    by: str
    reason: str | None

    @classmethod
    def of(cls, activation: Activation) -> Self:
        """Return the activation with the name of who made it."""
        return cls(active_from=activation.active_from, at=activation.at, by=activation.name, reason=activation.reason)


class RuleSetSummary(WireModel):
    """A rule set in the list.

    ``revision`` is what a writing call names as seen. ``erredAt``: since when a question could not be
    decided by it, and was left to the front office.
    """

    version: str
    state: State
    based_on: str | None
    revision: int
    findings: int
    failing_examples: int
    erred_at: datetime | None
    steps: tuple[StepView, ...]
    activations: tuple[ActivationView, ...]

    @classmethod
    def summary_of(cls, stored: StoredRuleSet, now: datetime) -> "RuleSetSummary":
        """Return ``stored`` as it is at ``now``."""
        return RuleSetSummary(**_summary(stored, now))


class RuleSetView(RuleSetSummary):
    """All of a rule set; ``possible`` names what its state allows."""

    document: dict[str, Any]
    examples: tuple[ExpectedExample, ...]
    verdict: Verdict
    possible: tuple[Act, ...]

    @classmethod
    def of(cls, stored: StoredRuleSet, now: datetime) -> Self:
        """Return ``stored`` as it is at ``now``."""
        return cls(
            **_summary(stored, now),
            document=orjson.loads(stored.row.document),
            examples=examples_of(stored.row),
            verdict=verdict_of(stored.row),
            possible=tuple(act for act in Act if stored.life.allows(act, now)),
        )


def _summary(stored: StoredRuleSet, now: datetime) -> dict[str, Any]:
    row, life = stored.row, stored.life
    verdict = verdict_of(row)
    return {
        "version": row.version,
        "state": life.state(now),
        "based_on": row.based_on,
        "revision": row.revision,
        "findings": len(verdict.findings),
        "failing_examples": len(verdict.failing),
        "erred_at": row.erred_at,
        "steps": tuple(map(StepView.of, life.steps)),
        "activations": tuple(map(ActivationView.of, life.activations)),
    }
