"""A route as far as its reader may know it."""

from loket_backoffice.domain.access import hidden_departments
from loket_backoffice.domain.routes import Route
from loket_shared.contracts.model import WireModel
from loket_shared.principal import Principal


class RouteView(WireModel):
    """A route that routing proposes; ``lead`` is None where the front office answers alone."""

    lead: str | None
    contributors: tuple[str, ...]


def route_for(reader: Principal, route: Route) -> RouteView:
    """Return ``route`` without the covert departments that ``reader`` may not know to take part."""
    return RouteView(lead=route.lead, contributors=contributors_for(reader, route))


def contributors_for(reader: Principal, route: Route) -> tuple[str, ...]:
    """Return the contributors of ``route`` that ``reader`` may know of."""
    return tuple(sorted((route.contributors | route.covert) - hidden_departments(reader, route.covert)))
