"""What a rule set makes of one question, as far as a simulation counts it; why, it tells when asked."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from loket_routing.domain.deciding.decide import decide, decide_case, needs_confirmation
from loket_routing.domain.deciding.decision import Decision
from loket_routing.domain.deciding.evidence import Evidence
from loket_routing.domain.deciding.front_office_alone import failed_closed
from loket_routing.domain.deciding.ranking import Case
from loket_routing.domain.deciding.setting import Setting
from loket_routing.domain.facts import ANY, Facts
from loket_shared.contracts.shared_parts import Route

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Judged:
    """Where a question goes: what a decision says, at a fraction of its cost.

    ``ground`` is what the route follows from: the votes, or the whole decision where no rule had a say -
    without consent, or where one erred (``failed``). ``at`` is the moment the question was asked.
    """

    route: Route
    ground: Case | Decision
    at: datetime
    failed: bool = False

    @cached_property
    def confirmation_needed(self) -> bool:
        """Whether an officer is asked to confirm the route."""
        ground = self.ground
        return needs_confirmation(ground) if isinstance(ground, Case) else ground.confirmation_needed

    @property
    def facts(self) -> Facts | None:
        """What the rules were asked about; None where none had a say."""
        return self.ground.facts if isinstance(self.ground, Case) else None

    @property
    def rules(self) -> frozenset[str]:
        """The rules that fired."""
        return frozenset(vote.rule.id for vote in self.ground.ballot.votes) if isinstance(self.ground, Case) else _NONE

    @property
    def signals(self) -> frozenset[str]:
        """The signals that were given."""
        return frozenset(fact.value for fact in self.facts.named("signal", (ANY,))) if self.facts else _NONE

    def explained(self) -> Decision:
        """Return the whole decision."""
        return decide_case(self.ground, self.at) if isinstance(self.ground, Case) else self.ground


def judge(evidence: Evidence, setting: Setting, at: datetime, facts: Facts | None = None) -> Judged:
    """Judge a question asked ``at``; ``facts`` are those that ``evidence`` gives, where they are known already."""
    if not evidence.consent_to_share:
        decision = decide(evidence, setting.rule_set, at, setting.departments)
        return Judged(decision.route, decision, at)
    try:
        gathered = setting.gather(evidence) if facts is None else facts
        case = Case(evidence, setting, gathered, setting.hold(gathered))
        return Judged(case.ballot.route, case, at)
    except Exception:
        decision = failed_closed(evidence, setting.rule_set.version, at)
        return Judged(decision.route, decision, at, failed=True)
