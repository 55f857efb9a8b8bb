"""Which route holds, and who surely takes part (design section 2)."""

from dataclasses import dataclass, replace

from loket_routing.domain.departments import consultable, covert
from loket_routing.domain.history import Automatic, ByOfficer, History, newest_decision
from loket_shared.contracts.parts import Route

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """The newest decision of the rules, the route that holds and whether an officer must still confirm it."""

    decision: Automatic
    route: Route
    confirmation_needed: bool
    participants: frozenset[str]


def standing_of(history: History) -> Standing | None:
    """Return how a question stands; None while the rules have not decided.

    A route made by hand wins over every decision of the rules, also over later ones; the covert
    departments stay those of the rules, since who made it may not know of them.
    """
    newest = newest_decision(history)
    if newest is None:
        return None
    by_hand = [entry for entry in history if isinstance(entry, ByOfficer) and entry.kind == "by-hand"]
    answered = any(isinstance(entry, ByOfficer) for entry in history[history.index(newest) :])
    return Standing(
        decision=newest,
        route=_with_covert_of(newest, by_hand[-1].route) if by_hand else newest.decision.route,
        confirmation_needed=newest.decision.confirmation_needed and not by_hand and not answered,
        participants=_participants(history),
    )


def _with_covert_of(newest: Automatic, route: Route) -> Route:
    kept = covert().intersection(newest.decision.contributors)
    contributors = tuple(sorted({*route.contributors, *kept}))
    return Route(lead=route.lead, contributors=contributors, priority=route.priority)


@dataclass(frozen=True)
class _Circle:
    """Who takes part so far, and the decision that still waits for an officer."""

    members: frozenset[str] = _NOBODY
    waiting: frozenset[str] = _NOBODY


def _participants(history: History) -> frozenset[str]:
    """Return the departments that surely take part.

    Once departments work on a question, a revision may be no more than a proposal: it takes nobody in
    before an officer does, and whom it drops is not shown more.
    """
    circle = _Circle()
    for entry in history:
        circle = _decided(circle, entry) if isinstance(entry, Automatic) else _officer(circle, entry)
    return circle.members


def _decided(circle: _Circle, entry: Automatic) -> _Circle:
    named = _departments(entry.decision)
    if entry.decision.confirmation_needed:
        return replace(circle, waiting=named)
    return _Circle(circle.members & named if circle.members else named)


def _officer(circle: _Circle, entry: ByOfficer) -> _Circle:
    kept = (circle.members | circle.waiting) & covert()
    return _Circle(_departments(entry.route) | kept)


def _departments(route: Route) -> frozenset[str]:
    return frozenset((route.lead, *route.contributors)) & consultable()
