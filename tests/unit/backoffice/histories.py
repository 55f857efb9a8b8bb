"""Cases for the tests, told as short stories."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from loket_backoffice.domain.case import Case
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.facts import CaseFact, InformationRequested, RouteDecided, Submitted, Supplemented
from loket_backoffice.domain.promises import Policy
from loket_backoffice.domain.routes import CaseRoute
from loket_backoffice.policy import service_levels

MONDAY_NINE = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
"""Monday 2 November 2026, 09:00 in Amsterdam."""

PHOTONICS = CaseRoute(lead="EZK", contributors=frozenset({"OCW"}), covert=frozenset({"AIVD"}))
POLICIES: tuple[Policy, ...] = service_levels()


def after(**elapsed: float) -> datetime:
    """Return a moment so long after the first Monday, in elapsed time."""
    return MONDAY_NINE + timedelta(**elapsed)


def case(*facts: CaseFact, requests: tuple[ContributionRequest, ...] = ()) -> Case:
    """Return a case submitted on Monday at nine, with consent, to which ``facts`` happened."""
    return Case((Submitted(at=MONDAY_NINE, consent=True), *facts), requests)


def decided(
    route: CaseRoute = PHOTONICS, *, version: int = 1, confirm: bool = False, at: datetime | None = None
) -> RouteDecided:
    """Return routing's decision."""
    return RouteDecided(at=at or after(minutes=1), question_version=version, route=route, confirmation_needed=confirm)


def asked(at: datetime) -> InformationRequested:
    """Return the desk's question to the asker."""
    return InformationRequested(at=at, actor="front-office", text="Wie financiert dit?")


def supplemented(at: datetime, version: int = 2, consent: bool | None = None) -> Supplemented:
    """Return what the asker added."""
    return Supplemented(at=at, version=version, text="Een fonds.", consent=consent)


def request(
    department: str = "EZK", *, covert: bool = False, urgent: bool = False, id: UUID | None = None
) -> ContributionRequest:
    """Return a fresh contribution request."""
    return ContributionRequest(
        id=id or uuid4(), department=department, covert=covert, urgent=urgent, requested_at=MONDAY_NINE
    )
