"""Why the case goes where it goes, as far as the reader may know."""

from datetime import datetime

from loket_backoffice.domain.access import hidden_departments
from loket_backoffice.domain.case_file import CaseFile
from loket_backoffice.domain.facts import Rerouted, RouteDecided
from loket_backoffice.domain.route_in_force import newest_decision, proposal, unconfirmed
from loket_backoffice.domain.routes import Route
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import Text
from loket_shared.identity.principal import Principal


class RouteView(WireModel):
    """A route that routing proposes; ``lead`` is None where the front office answers alone."""

    lead: str | None
    contributors: tuple[str, ...]


class RoutingView(WireModel):
    """Routing's newest decision and what officers made of it."""

    confirmation_needed: bool
    rule_set_version: str | None = None
    decided_at: datetime | None = None
    confidence: float | None = None
    reasons: tuple[Text, ...] = ()
    decided: RouteView | None = None
    changed_by_hand: str | None = None
    proposal: RouteView | None = None


def routing_for(reader: Principal, case: CaseFile) -> RoutingView:
    """Return what is known of the route without what ``reader`` may not know.

    A rule names open departments or covert ones, never both, so a hidden rule leaves no trace.
    """
    decision, by_hand, proposed = newest_decision(case), case.every(Rerouted), proposal(case)
    fields: dict[str, object] = {"confirmation_needed": unconfirmed(case) is not None}
    if decision:
        fields |= _decided(reader, decision)
    if by_hand:
        fields["changed_by_hand"] = by_hand[-1].reason
    if proposed:
        fields["proposal"] = _route(reader, proposed.route)
    return RoutingView.model_validate(fields)


def _decided(reader: Principal, decision: RouteDecided) -> dict[str, object]:
    hidden = hidden_departments(reader, decision.route.covert)
    return {
        "rule_set_version": decision.rule_set_version,
        "decided_at": decision.at,
        "confidence": decision.confidence,
        "decided": _route(reader, decision.route),
        "reasons": tuple(reason.text for reason in decision.reasons if not reason.departments & hidden),
    }


def _route(reader: Principal, route: Route) -> RouteView:
    contributors = (route.contributors | route.covert) - hidden_departments(reader, route.covert)
    return RouteView(lead=route.lead, contributors=tuple(sorted(contributors)))
