"""What a rule set makes of one question, as far as a simulation counts it; why, it tells when asked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.decide.evaluation import EvaluatedQuestion, PolicyContext
from loket_routing.domain.decide.evidence import Evidence
from loket_routing.domain.decide.facts import ANY, Facts
from loket_routing.domain.decide.fallback_decision import fail_closed
from loket_routing.domain.decide.pipeline import decide_evaluated, decide_from_evidence, needs_confirmation
from loket_shared.contracts.parts import Route

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """Where a question goes: what a decision says, at a fraction of its cost.

    ``ground`` is what the route follows from: the votes, or the whole decision where no rule had a say -
    without consent, or where one erred (``failed``). ``at`` is the moment the question was asked.
    """

    route: Route
    ground: EvaluatedQuestion | Decision
    at: datetime
    failed: bool = False

    @cached_property
    def confirmation_needed(self) -> bool:
        """Whether an officer is asked to confirm the route."""
        ground = self.ground
        return needs_confirmation(ground) if isinstance(ground, EvaluatedQuestion) else ground.confirmation_needed

    @property
    def facts(self) -> Facts | None:
        """What the rules were asked about; None where none had a say."""
        return self.ground.facts if isinstance(self.ground, EvaluatedQuestion) else None

    @property
    def rules(self) -> frozenset[str]:
        """The rules that fired."""
        return (
            frozenset(vote.rule.id for vote in self.ground.evaluation.votes)
            if isinstance(self.ground, EvaluatedQuestion)
            else _NONE
        )

    @property
    def signals(self) -> frozenset[str]:
        """The signals that were given."""
        return frozenset(fact.value for fact in self.facts.named("signal", (ANY,))) if self.facts else _NONE

    def explained(self) -> Decision:
        """Return the whole decision."""
        return decide_evaluated(self.ground, self.at) if isinstance(self.ground, EvaluatedQuestion) else self.ground


def judge(evidence: Evidence, context: PolicyContext, at: datetime, facts: Facts | None = None) -> Judged:
    """Judge a question asked ``at``; ``facts`` are those that ``evidence`` gives, where they are known already."""
    if not evidence.consent_to_share:
        decision = decide_from_evidence(evidence, context.rule_set, at, context.departments)
        return Judged(decision.route, decision, at)
    try:
        gathered = context.derive_facts(evidence) if facts is None else facts
        case = EvaluatedQuestion(evidence, context, gathered, context.evaluate(gathered))
        return Judged(case.evaluation.route, case, at)
    except Exception:
        decision = fail_closed(evidence, context.rule_set.version, at)
        return Judged(decision.route, decision, at, failed=True)
