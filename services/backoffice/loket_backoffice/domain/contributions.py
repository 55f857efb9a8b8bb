"""The work of one department on one case, and its steps (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from uuid import UUID

from loket_backoffice.domain.four_eyes import FourEyesText
from loket_shared.contracts.model import WireModel


class ContributionText(WireModel):
    """A contribution; ``background`` is for the front office, not for the asker."""

    text: str
    background: str | None = None


class RequestState(StrEnum):
    """The states of a department's contribution."""

    REQUESTED = "requested"
    ASSIGNED = "assigned"
    DRAFTED = "drafted"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    RELEASED = "released"
    DECLINED = "declined"
    CANCELLED = "cancelled"


class RequestAction(StrEnum):
    """The steps of a contribution request."""

    ASSIGN = "assign"
    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    RELEASE = "release"
    DECLINE = "decline"
    CANCEL = "cancel"


IN_HAND = frozenset({RequestState.ASSIGNED, RequestState.DRAFTED, RequestState.SUBMITTED, RequestState.RETURNED})
OUTSTANDING = IN_HAND | {RequestState.REQUESTED}

_WRITABLE = OUTSTANDING - {RequestState.SUBMITTED}
TRANSITIONS: Mapping[tuple[RequestState, RequestAction], RequestState] = MappingProxyType(
    {(state, RequestAction.ASSIGN): state for state in IN_HAND}
    | {(RequestState.REQUESTED, RequestAction.ASSIGN): RequestState.ASSIGNED}
    | {(state, RequestAction.WRITE): RequestState.DRAFTED for state in _WRITABLE}
    | {(RequestState.DRAFTED, RequestAction.SUBMIT): RequestState.SUBMITTED}
    | {(RequestState.SUBMITTED, RequestAction.RETURN): RequestState.RETURNED}
    | {(RequestState.SUBMITTED, RequestAction.RELEASE): RequestState.RELEASED}
    | {(state, RequestAction.DECLINE): RequestState.DECLINED for state in OUTSTANDING}
    | {(state, RequestAction.CANCEL): RequestState.CANCELLED for state in OUTSTANDING}
)


@dataclass(frozen=True, slots=True)
class ContributionRequest(FourEyesText[RequestState, RequestAction]):
    """A contribution request; its texts are kept apart, under the department's own key.

    ``version`` changes with the request, and with nothing else. ``urgent_since`` is when the request became urgent;
    None if it was urgent from the start or is not urgent.
    """

    TRANSITIONS = TRANSITIONS

    id: UUID
    department: str
    covert: bool
    urgent: bool
    requested_at: datetime
    state: RequestState = field(default=RequestState.REQUESTED, kw_only=True)
    version: int = field(default=1, kw_only=True)
    ended_at: datetime | None = None
    assignee: str | None = None
    urgent_since: datetime | None = None

    @property
    def is_outstanding(self) -> bool:
        """True if the department still has to deliver or decline."""
        return self.state in OUTSTANDING

    @property
    def is_participating(self) -> bool:
        """True if the department takes part in the case: its request was not cancelled."""
        return self.state is not RequestState.CANCELLED

    @property
    def has_begun(self) -> bool:
        """True if somebody in the department has begun the work."""
        return self.state in IN_HAND or self.state is RequestState.RELEASED

    def assign(self, assignee: str) -> "ContributionRequest":
        """Give the work to ``assignee``."""
        return replace(self.step(RequestAction.ASSIGN), assignee=assignee)

    def write(self, author: str) -> "ContributionRequest":
        """Record that ``author`` wrote a draft."""
        return replace(self.step(RequestAction.WRITE), authors=self.authors | {author})

    def submit(self, submitter: str) -> "ContributionRequest":
        """Submit the draft to the department's approver."""
        return replace(self.step(RequestAction.SUBMIT), submitter=submitter)

    def send_back(self, approver: str) -> "ContributionRequest":
        """Return the draft to its author; raises as ``review``."""
        return self.review(RequestAction.RETURN, approver)

    def release(self, approver: str, at: datetime) -> "ContributionRequest":
        """Release the contribution to the front office; raises as ``review``."""
        return replace(self.review(RequestAction.RELEASE, approver), ended_at=at)

    def decline(self, at: datetime) -> "ContributionRequest":
        """Record that the department does not contribute."""
        return replace(self.step(RequestAction.DECLINE), ended_at=at)

    def cancel(self, at: datetime) -> "ContributionRequest":
        """Cancel the request: the department need not contribute any more."""
        return replace(self.step(RequestAction.CANCEL), ended_at=at)

    def make_urgent(self, at: datetime) -> "ContributionRequest":
        """Make the work urgent from now on."""
        return replace(self, urgent=True, urgent_since=at, version=self.version + 1)
