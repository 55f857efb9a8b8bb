"""The route in force, whatever the order in which decisions, supplements and choices came.

See docs/architecture.md#who-owns-what.
"""

from datetime import datetime

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.facts import Rerouted, RouteConfirmed, RouteDecided
from loket_backoffice.domain.routes import CaseRoute


def is_proposal_only(case: Case) -> bool:
    """Return whether a decision that comes now is a proposal only.

    It is one after a route by hand, or once an open department has begun its contribution.
    """
    return case.has_fact(Rerouted) or any(r.has_begun and not r.covert for r in case.requests)


def newest_decision(case: Case) -> RouteDecided | None:
    """Return the applying decision that saw the newest version of the question; older ones are ignored."""
    return max(_applying(case), key=_newness, default=None)


def open_proposal(case: Case) -> RouteDecided | None:
    """Return the newest proposal that an officer still has to accept or refuse.

    A proposal with the same open departments as the route in force needs no decision.
    """
    proposed = newest_proposal(case)
    if proposed is None:
        return None
    present = route_in_force(case)
    return None if present and present.open_part == proposed.route.open_part else proposed


def newest_proposal(case: Case) -> RouteDecided | None:
    """Return the newest decision if it came as a proposal that no officer accepted or refused."""
    newest = max(case.facts_of(RouteDecided), key=_newness, default=None)
    decided = {moment for fact in case.facts_of(Rerouted) for moment in (fact.accepts, fact.refuses)}
    return newest if newest and not newest.applies and newest.at not in decided else None


def unconfirmed_decision(case: Case) -> RouteDecided | None:
    """Return the newest decision if it waits for an officer to confirm it."""
    decision = newest_decision(case)
    if decision is None or case.has_fact(Rerouted) or _stands(decision, case):
        return None
    return decision


def route_in_force(case: Case) -> CaseRoute | None:
    """Return the route in force; None if there is none yet.

    An officer's own route always wins; else the newest decision that needs no confirmation or has it.
    """
    if by_hand := case.facts_of(Rerouted):
        return by_hand[-1].route
    decision = _standing_decision(case)
    return decision.route if decision else None


def open_departments_wanted(case: Case) -> frozenset[str]:
    """Return the open departments that the route asks; none before submission or without consent."""
    route = route_in_force(case)
    return route.open_departments if route and _may_share(case) else frozenset()


def covert_departments_wanted(case: Case) -> frozenset[str]:
    """Return the covert departments that routing's newest standing decision asks.

    A route by hand leaves them as they are: its officer may not know of them (docs/architecture.md#confidentiality).
    """
    decision = _standing_decision(case)
    return decision.route.covert if decision and _may_share(case) else frozenset()


def _may_share(case: Case) -> bool:
    return case.submitted is not None and case.consent


def _standing_decision(case: Case) -> RouteDecided | None:
    standing = [decision for decision in _applying(case) if _stands(decision, case)]
    return max(standing, key=_newness, default=None)


def _applying(case: Case) -> list[RouteDecided]:
    """Return the decisions that came to hold, and the proposals that an officer accepted."""
    accepted = {fact.accepts for fact in case.facts_of(Rerouted)}
    return [decision for decision in case.facts_of(RouteDecided) if decision.applies or decision.at in accepted]


def _newness(decision: RouteDecided) -> tuple[int, datetime]:
    return decision.question_version, decision.at


def _stands(decision: RouteDecided, case: Case) -> bool:
    """Return whether ``decision`` holds.

    It holds if it needs no confirmation, if an officer confirmed a decision with the same open departments, or if an
    officer chose a route later. So a revision that changes covert participation alone needs no new confirmation, and
    an officer's choice of open departments leaves the covert ones as the rules named them.
    """
    if not decision.confirmation_needed:
        return True
    moments = {confirmation.decided_at for confirmation in case.facts_of(RouteConfirmed)}
    confirmed = {other.route.open_part for other in case.facts_of(RouteDecided) if other.at in moments}
    chosen = any(fact.at >= decision.at for fact in case.facts_of(Rerouted))
    return chosen or decision.route.open_part in confirmed
