"""The route that routing proposes once the work began, and what it would change."""

from datetime import datetime

from loket_backoffice.domain.access import known_requests
from loket_backoffice.domain.case import CaseFile
from loket_backoffice.domain.route_in_force import newest_proposal, proposal, route_in_force
from loket_backoffice.domain.routes import Route
from loket_backoffice.views.route_view import RouteView, contributors_for
from loket_shared.contracts.texts import Text
from loket_shared.identity.principal import Principal


class ProposalView(RouteView):
    """A proposed route: who would come in and go out, and who of those has already begun.

    ``to_decide``: an officer accepts or refuses it. Else it differs from what holds in covert
    departments alone, which only the form for another route changes: what is decided here is for all to see.
    """

    decided_at: datetime
    comes_in: tuple[str, ...]
    goes_out: tuple[str, ...]
    begun: tuple[str, ...]
    lead_before: str | None
    urgent: bool
    urgent_before: bool
    reasons: tuple[Text, ...]
    to_decide: bool


def proposal_for(reader: Principal, case: CaseFile) -> ProposalView | None:
    """Return the newest proposal that changes something ``reader`` may know of; None where there is none."""
    proposed = newest_proposal(case)
    if proposed is None:
        return None
    present = route_in_force(case) or Route()
    contributors = contributors_for(reader, proposed.route)
    known = known_requests(reader, case)
    there = present.open_departments | {request.department for request in known if request.covert and request.counts}
    here = frozenset(contributors) | proposed.route.open_departments
    to_decide = proposal(case) is not None
    if there == here and not to_decide:
        return None
    unknown = proposed.route.covert - frozenset(contributors)
    return ProposalView(
        lead=proposed.route.lead,
        contributors=contributors,
        decided_at=proposed.at,
        comes_in=tuple(sorted(here - there)),
        goes_out=tuple(sorted(there - here)),
        begun=tuple(sorted({r.department for r in known if r.begun and r.department in there - here})),
        lead_before=present.lead,
        urgent=proposed.route.urgent,
        urgent_before=present.urgent,
        reasons=tuple(reason.text for reason in proposed.reasons if not reason.departments & unknown),
        to_decide=to_decide,
    )
