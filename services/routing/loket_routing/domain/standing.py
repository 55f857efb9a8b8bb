"""Which route holds, and who surely takes part (design section 2)."""

from dataclasses import dataclass, replace
from functools import reduce

from loket_routing.domain.departments import consultable, covert
from loket_routing.domain.history import Automatic, ByOfficer, Entry, History, newest_decision
from loket_shared.contracts.shared_parts import Route

_NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Standing:
    """The newest decision of the rules, the route that holds and whether an officer must still confirm it."""

    decision: Automatic
    route: Route
    confirmation_needed: bool
    participants: frozenset[str]


@dataclass(frozen=True)
class _Circle:
    """Who surely takes part, step by step.

    ``waiting``: whom a decision names that an officer must still confirm; ``begun``: somebody may have
    begun to work; ``by_hand``: the route that an officer made, if any.
    """

    members: frozenset[str] = _NOBODY
    waiting: frozenset[str] = _NOBODY
    begun: bool = False
    by_hand: Route | None = None


def standing_of(history: History) -> Standing | None:
    """Return how a question stands; None while the rules have not decided.

    A route made by hand wins over every decision of the rules, also over later ones; the covert
    departments stay those of the rules, since who made it may not know of them.
    """
    newest = newest_decision(history)
    if newest is None:
        return None
    circle = reduce(_step, history, _Circle())
    answered = any(isinstance(entry, ByOfficer) for entry in history[history.index(newest) :])
    return Standing(
        decision=newest,
        route=newest.route if circle.by_hand is None else _joined(circle.by_hand, circle.members & covert()),
        confirmation_needed=newest.decision.confirmation_needed and circle.by_hand is None and not answered,
        participants=circle.members,
    )


def _step(circle: _Circle, entry: Entry) -> _Circle:
    if isinstance(entry, ByOfficer):
        return circle if circle.by_hand and entry.kind == "confirmed" else _officer(circle, entry)
    return circle if circle.by_hand else _decided(circle, entry)


def _decided(circle: _Circle, entry: Automatic) -> _Circle:
    """Follow the rules, as far as that is sure.

    Once somebody may work on the question a revision may be no more than a proposal: it takes nobody
    in before an officer does, and whom it drops is not shown more.
    """
    named = _departments(entry.route)
    if entry.decision.confirmation_needed:
        return replace(circle, waiting=named)
    members = circle.members & named if circle.begun else named
    return _Circle(members, begun=circle.begun or bool(named))


def _officer(circle: _Circle, entry: ByOfficer) -> _Circle:
    kept = (circle.members | circle.waiting) & covert()
    by_hand = entry.route if entry.kind == "by-hand" else None
    return _Circle(_departments(entry.route) | kept, begun=True, by_hand=by_hand)


def _joined(route: Route, also: frozenset[str]) -> Route:
    contributors = tuple(sorted(also.union(route.contributors)))
    return Route(lead=route.lead, contributors=contributors, priority=route.priority)


def _departments(route: Route) -> frozenset[str]:
    return frozenset((route.lead, *route.contributors)) & consultable()
