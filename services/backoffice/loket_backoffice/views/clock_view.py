"""Clocks as they are shown."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from loket_backoffice.domain.access import known_requests
from loket_backoffice.domain.case import Case
from loket_backoffice.domain.contributions import ContributionRequest
from loket_backoffice.domain.deadlines import DeadlineClock, clocks_of
from loket_backoffice.policy import service_levels
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.principal import Principal

_HOUR = timedelta(hours=1)


class ClockView(WireModel):
    """A promise and how it stands; ``request_id`` names the contribution that it times, if any."""

    name: str
    request_id: UUID | None
    state: str
    started_at: datetime
    stopped_at: datetime | None
    due: datetime
    counted_working_hours: float
    remaining_working_hours: float
    explanation: BilingualText


def clocks_for(reader: Principal, case: Case, moment: datetime) -> tuple[ClockView, ...]:
    """Return the clocks as they stood at ``moment``, as far as ``reader`` may know of them."""
    return views_of(known_clocks(case, known_requests(reader, case), moment))


def known_clocks(case: Case, requests: Iterable[ContributionRequest], moment: datetime) -> tuple[DeadlineClock, ...]:
    """Return the clocks as they stood at ``moment`` for a reader who knows of these requests."""
    known = {request.id for request in requests} | {None}
    return tuple(clock for clock in clocks_of(case, service_levels(), moment) if clock.request_id in known)


def views_of(clocks: Iterable[DeadlineClock]) -> tuple[ClockView, ...]:
    """Return the clocks in words."""
    return tuple(
        ClockView(
            name=clock.name,
            request_id=clock.request_id,
            state=clock.state,
            started_at=clock.started_at,
            stopped_at=clock.stopped_at,
            due=clock.due,
            counted_working_hours=round(clock.counted / _HOUR, 2),
            remaining_working_hours=round(clock.remaining / _HOUR, 2),
            explanation=clock.explanation,
        )
        for clock in clocks
    )
