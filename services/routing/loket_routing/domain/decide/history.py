"""The decisions and officers' routes of a question, and the route in force (design section 2)."""

from dataclasses import dataclass, replace
from datetime import datetime
from functools import reduce
from typing import Annotated, Literal

from pydantic import Field

from loket_routing.domain.decide.decision import Decision
from loket_routing.domain.departments import consultable, covert
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.shared_parts import HandMadeRoute, Route, RouteDifference


class RulesDecision(WireModel):
    """The rules decided on a version of the question; every version gets an entry, whether the route changed or not."""

    kind: Literal["automatic"] = "automatic"
    at: datetime
    question_version: int
    decision: Decision

    @property
    def route(self) -> Route:
        """The route of the decision."""
        return self.decision.route


class OfficerDecision(WireModel):
    """An officer confirmed the route that the rules proposed, or made another one by hand."""

    kind: Literal["confirmed", "by-hand"]
    at: datetime
    route: HandMadeRoute


HistoryEntry = Annotated[RulesDecision | OfficerDecision, Field(discriminator="kind")]
History = tuple[HistoryEntry, ...]


def newest_decision(history: History) -> RulesDecision | None:
    """Return the decision of the rules that saw the newest version of the question."""
    automatic = (entry for entry in history if isinstance(entry, RulesDecision))
    return max(automatic, key=lambda entry: (entry.question_version, entry.at), default=None)


def decision_before(entry: RulesDecision, history: History) -> RulesDecision | None:
    """Return the decision of the rules on the version of the question before the version of ``entry``."""
    return newest_decision(
        tuple(
            other
            for other in history
            if isinstance(other, RulesDecision) and other.question_version < entry.question_version
        )
    )


def diff_routes(before: Route, after: Route) -> RouteDifference:
    """Return the added and removed departments, and lead and priority before and after."""
    there, here = frozenset((before.lead, *before.contributors)), frozenset((after.lead, *after.contributors))
    return RouteDifference(
        comes_in=tuple(sorted(here - there)),
        goes_out=tuple(sorted(there - here)),
        lead_before=before.lead,
        lead_after=after.lead,
        priority_before=before.priority,
        priority_after=after.priority,
    )


@dataclass(frozen=True)
class RouteStatus:
    """The newest decision of the rules, the route in force, and whether an officer must still confirm it."""

    decision: RulesDecision
    route: Route
    confirmation_needed: bool
    participants: frozenset[str]


@dataclass(frozen=True)
class _Participants:
    """The departments that certainly take part, after a part of the history.

    ``waiting``: those in a decision that an officer must still confirm; ``begun``: somebody may have
    begun to work; ``by_hand``: an officer's route, if any.
    """

    members: frozenset[str] = frozenset()
    waiting: frozenset[str] = frozenset()
    begun: bool = False
    by_hand: Route | None = None


def route_status(history: History) -> RouteStatus | None:
    """Return the status of a question's route; None while the rules have not decided.

    A route made by hand wins over every decision of the rules, also over later ones. Its covert
    departments stay those of the rules, since the officer may not know of them.
    """
    newest = newest_decision(history)
    if newest is None:
        return None
    participants = reduce(_follow, history, _Participants())
    answered = any(isinstance(entry, OfficerDecision) for entry in history[history.index(newest) :])
    return RouteStatus(
        decision=newest,
        route=newest.route
        if participants.by_hand is None
        else _with_contributors(participants.by_hand, participants.members & covert()),
        confirmation_needed=newest.decision.confirmation_needed and participants.by_hand is None and not answered,
        participants=participants.members,
    )


def _follow(participants: _Participants, entry: HistoryEntry) -> _Participants:
    if isinstance(entry, OfficerDecision):
        return (
            participants if participants.by_hand and entry.kind == "confirmed" else _follow_officer(participants, entry)
        )
    return participants if participants.by_hand else _follow_rules(participants, entry)


def _follow_rules(participants: _Participants, entry: RulesDecision) -> _Participants:
    """Follow a decision of the rules.

    Once somebody may work on the question, a revision adds no department before an officer does; a
    department that it drops sees no more of the question.
    """
    named = _departments(entry.route)
    if entry.decision.confirmation_needed:
        return replace(participants, waiting=named)
    members = participants.members & named if participants.begun else named
    return _Participants(members, begun=participants.begun or bool(named))


def _follow_officer(participants: _Participants, entry: OfficerDecision) -> _Participants:
    kept = (participants.members | participants.waiting) & covert()
    by_hand = entry.route if entry.kind == "by-hand" else None
    return _Participants(_departments(entry.route) | kept, begun=True, by_hand=by_hand)


def _with_contributors(route: Route, also: frozenset[str]) -> Route:
    contributors = tuple(sorted(also.union(route.contributors)))
    return Route(lead=route.lead, contributors=contributors, priority=route.priority)


def _departments(route: Route) -> frozenset[str]:
    return frozenset((route.lead, *route.contributors)) & consultable()
