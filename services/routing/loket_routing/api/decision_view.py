"""The JSON of a decision, for one reader."""

from datetime import datetime
from typing import Literal, Self

from pydantic import Field

from loket_routing.domain.departments import covert
from loket_routing.domain.history import Automatic, Entry, History
from loket_routing.domain.project import Sight, project, project_route
from loket_routing.domain.standing import Standing
from loket_shared.contracts.parts import Fact, FiredRule, Rejected, Route
from loket_shared.contracts.texts import Text


class PastRoute(Route):
    """An entry of the history.

    ``reason`` is an officer's own text. Who wrote it may know of covert departments, so it is there
    only for readers who may know of all of them.
    """

    kind: Literal["automatic", "confirmed", "by-hand"]
    decided_at: datetime
    question_version: int | None = None
    rule_set_version: str | None = None
    reason: str | None = None

    @classmethod
    def of(cls, entry: Entry, sight: Sight) -> Self:
        """Return ``entry`` as the reader may see it."""
        route = project_route(entry.route, sight).model_dump(by_alias=False)
        if isinstance(entry, Automatic):
            version = entry.decision.rule_set_version
            return cls(
                **route,
                kind=entry.kind,
                decided_at=entry.at,
                question_version=entry.question_version,
                rule_set_version=version,
            )
        reason = entry.route.reason if sight.covert == covert() else None
        return cls(**route, kind=entry.kind, decided_at=entry.at, reason=reason)


class DecisionView(Route):
    """The route that holds, and why; confidence, rules and facts are those of the newest decision of the rules.

    ``confidenceExplained`` says in words how the confidence came about.
    """

    reference: str
    confidence: float = Field(ge=0, le=1)
    confidence_explained: tuple[Text, ...]
    confirmation_needed: bool
    rule_set_version: str
    decided_at: datetime
    fired_rules: tuple[FiredRule, ...]
    rejected: tuple[Rejected, ...]
    facts: tuple[Fact, ...]
    suggestion: Route | None
    history: tuple[PastRoute, ...]

    @classmethod
    def of(cls, reference: str, standing: Standing, history: History, sight: Sight) -> Self:
        """Return the decision as the reader may see it."""
        seen = project(standing.decision.decision, sight)
        return cls(
            **project_route(standing.route, sight).model_dump(by_alias=False),
            reference=reference,
            confidence=seen.confidence,
            confidence_explained=seen.reckoning,
            confirmation_needed=standing.confirmation_needed,
            rule_set_version=seen.rule_set_version,
            decided_at=standing.decision.at,
            fired_rules=seen.fired_rules,
            rejected=seen.rejected,
            facts=seen.facts,
            suggestion=seen.suggestion,
            history=tuple(PastRoute.of(entry, sight) for entry in history),
        )
