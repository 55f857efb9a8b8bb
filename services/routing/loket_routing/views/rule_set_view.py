"""The JSON of a rule set with its steps and activations, for one reader."""

from datetime import datetime
from typing import Any, Self

import orjson

from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_routing.domain.lifecycle.state_machine import RuleSetAction, RuleSetState, RuleSetStep, StepKind
from loket_routing.domain.lifecycle.timetable import Activation
from loket_routing.domain.lifecycle.verdict import RuleSetVerdict
from loket_routing.domain.redact_rule_set import Hidden, redact_example, redact_verdict
from loket_routing.domain.rule_set.model import RuleSet
from loket_routing.store.rule_sets import StoredRuleSet, examples_of, verdict_of
from loket_shared.contracts.model import WireModel


class StepView(WireModel):
    """A step in the life of a rule set; only readers who see the set whole get the ``reason``, a person's own words."""

    kind: StepKind
    at: datetime
    by: str
    reason: str | None

    @classmethod
    def of(cls, step: RuleSetStep, hidden: Hidden) -> Self:
        """Return the step with the name of the person."""
        return cls(kind=step.kind, at=step.at, by=step.name, reason=None if hidden else step.reason)


class ActivationView(WireModel):
    """An activation of a rule set; ``reason`` as for a step."""

    active_from: datetime
    at: datetime
    by: str
    reason: str | None

    @classmethod
    def of(cls, activation: Activation, hidden: Hidden) -> Self:
        """Return the activation with the name of the person."""
        reason = None if hidden else activation.reason
        return cls(active_from=activation.active_from, at=activation.at, by=activation.name, reason=reason)


class RuleSetSummaryView(WireModel):
    """A rule set in the list.

    ``revision`` is what a writing call names as seen. ``erredAt``: since when a question could not be
    decided by it, and was left to the front office.
    """

    version: str
    state: RuleSetState
    based_on: str | None
    revision: int
    findings: int
    failing_examples: int
    erred_at: datetime | None
    steps: tuple[StepView, ...]
    activations: tuple[ActivationView, ...]

    @classmethod
    def summary_of(cls, stored: StoredRuleSet, hidden: Hidden, now: datetime) -> "RuleSetSummaryView":
        """Return ``stored`` as it is at ``now``, without the ``hidden`` departments."""
        return RuleSetSummaryView(**_summary(stored, redact_verdict(verdict_of(stored.row), hidden), hidden, now))


class RuleSetView(RuleSetSummaryView):
    """All of a rule set that is for its reader; ``possible`` names what its state allows."""

    document: dict[str, Any]
    examples: tuple[ExpectedExample, ...]
    verdict: RuleSetVerdict
    possible: tuple[RuleSetAction, ...]

    @classmethod
    def of(cls, stored: StoredRuleSet, readable: RuleSet | None, hidden: Hidden, now: datetime) -> Self:
        """Return ``stored`` as it is at ``now``, without the ``hidden`` departments.

        ``readable`` is the redacted set; None if this release can't read it. Then only a reader of whole sets gets the
        document.
        """
        verdict = redact_verdict(verdict_of(stored.row), hidden)
        return cls(
            **_summary(stored, verdict, hidden, now),
            document=_document(stored, readable, hidden),
            examples=tuple(redact_example(example, hidden) for example in examples_of(stored.row)),
            verdict=verdict,
            possible=tuple(act for act in RuleSetAction if stored.life.allows(act, now)),
        )


def _document(stored: StoredRuleSet, readable: RuleSet | None, hidden: Hidden) -> dict[str, Any]:
    if not hidden:
        document: dict[str, Any] = orjson.loads(stored.row.document)
        return document
    return readable.document() if readable else {}


def _summary(stored: StoredRuleSet, verdict: RuleSetVerdict, hidden: Hidden, now: datetime) -> dict[str, Any]:
    row, life = stored.row, stored.life
    return {
        "version": row.version,
        "state": life.state(now),
        "based_on": row.based_on,
        "revision": row.revision,
        "findings": len(verdict.findings),
        "failing_examples": len(verdict.failing),
        "erred_at": row.erred_at,
        "steps": tuple(StepView.of(step, hidden) for step in life.steps),
        "activations": tuple(ActivationView.of(activation, hidden) for activation in life.activations),
    }
