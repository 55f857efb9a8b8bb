"""The JSON of a decision, for one reader."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, Self

from pydantic import Field

from loket_routing.domain.decide.history import (
    History,
    HistoryEntry,
    RouteStatus,
    RulesDecision,
    decision_before,
    diff_routes,
)
from loket_routing.domain.decide.redact import Visibility, redact, redact_route
from loket_routing.domain.departments import covert
from loket_routing.domain.presentation.explain import explain
from loket_routing.domain.presentation.grounds import NO_TEXTS
from loket_shared.contracts.shared_parts import Fact, FiredRule, Meaning, RankedRoute, Rejected, Route, RouteDifference
from loket_shared.contracts.texts import BilingualText
from loket_shared.local_time import local_date


class PastRouteView(Route):
    """An entry of the history.

    ``difference``: from the decision of the rules before it. ``reason`` is an officer's own text, shown to
    readers of the content if the officer knew that. Otherwise the officer may have named a covert
    department, and it is shown only to readers who may know of all of them.
    """

    kind: Literal["automatic", "confirmed", "by-hand"]
    decided_at: datetime
    question_version: int | None = None
    rule_set_version: str | None = None
    difference: RouteDifference | None = None
    reason: str | None = None

    @classmethod
    def of(cls, entry: HistoryEntry, history: History, visibility: Visibility) -> Self:
        """Return ``entry`` of ``history`` as the reader may see it."""
        seen = redact_route(entry.route, visibility)
        route = seen.model_dump(by_alias=False)
        if isinstance(entry, RulesDecision):
            before = decision_before(entry, history)
            return cls(
                **route,
                kind=entry.kind,
                decided_at=entry.at,
                question_version=entry.question_version,
                rule_set_version=entry.decision.rule_set_version,
                difference=diff_routes(redact_route(before.route, visibility), seen) if before else None,
            )
        readable = visibility.covert == covert() or (entry.route.reason_is_open and visibility.content)
        return cls(**route, kind=entry.kind, decided_at=entry.at, reason=entry.route.reason if readable else None)


class DecisionView(Route):
    """The route that holds, and why; confidence, rules and facts are those of the newest decision of the rules.

    ``explanation`` tells the reader why, in sentences; ``confidenceExplained``, ``leadExplained`` and
    ``priorityExplained`` say how confidence, lead and priority came about. ``ranking``: the routes that an
    officer may choose from, where one has to confirm.
    """

    reference: str
    confidence: float = Field(ge=0, le=1)
    confidence_in_words: BilingualText | None
    confidence_explained: tuple[BilingualText, ...]
    lead_explained: tuple[BilingualText, ...]
    priority_explained: tuple[BilingualText, ...]
    confirmation_needed: bool
    rule_set_version: str
    asked_at: datetime | None
    decided_at: datetime
    fired_rules: tuple[FiredRule, ...]
    rejected: tuple[Rejected, ...]
    facts: tuple[Fact, ...]
    meanings: tuple[Meaning, ...]
    suggestion: Route | None
    ranking: tuple[RankedRoute, ...]
    explanation: tuple[BilingualText, ...]
    history: tuple[PastRouteView, ...]

    @classmethod
    def of(
        cls,
        reference: str,
        status: RouteStatus,
        history: History,
        visibility: Visibility,
        texts: Mapping[str, str] = NO_TEXTS,
    ) -> Self:
        """Return the decision as the reader may see it, explained with the words of ``texts``."""
        seen = redact(status.decision.decision, visibility)
        seen = seen.model_copy(update={"confirmation_needed": status.confirmation_needed})
        return cls(
            **redact_route(status.route, visibility).model_dump(by_alias=False),
            reference=reference,
            confidence=seen.confidence,
            confidence_in_words=seen.confidence_in_words,
            confidence_explained=seen.reckoning,
            lead_explained=seen.lead_explained,
            priority_explained=seen.priority_explained,
            confirmation_needed=seen.confirmation_needed,
            rule_set_version=seen.rule_set_version,
            asked_at=seen.asked_at,
            decided_at=status.decision.at,
            fired_rules=seen.fired_rules,
            rejected=seen.rejected,
            facts=seen.facts,
            meanings=seen.meanings,
            suggestion=seen.suggestion,
            ranking=seen.ranking,
            explanation=explain(seen, visibility.reader, local_date(status.decision.at), texts),
            history=tuple(PastRouteView.of(entry, history, visibility) for entry in history),
        )
