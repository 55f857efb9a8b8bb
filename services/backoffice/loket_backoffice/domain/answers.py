"""The answer of the desk: the front office writes it, and a second officer approves it (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType

from loket_backoffice.domain.errors import clearance_needed
from loket_backoffice.domain.four_eyes import FourEyesText


class AnswerState(StrEnum):
    """The states of the answer; an approved answer is sent."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class AnswerAction(StrEnum):
    """The steps of the answer."""

    WRITE = "write"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"


TRANSITIONS: Mapping[tuple[AnswerState, AnswerAction], AnswerState] = MappingProxyType(
    {(state, AnswerAction.WRITE): AnswerState.DRAFT for state in AnswerState if state is not AnswerState.SUBMITTED}
    | {
        (AnswerState.DRAFT, AnswerAction.SUBMIT): AnswerState.SUBMITTED,
        (AnswerState.SUBMITTED, AnswerAction.RETURN): AnswerState.RETURNED,
        (AnswerState.SUBMITTED, AnswerAction.APPROVE): AnswerState.APPROVED,
    }
)


@dataclass(frozen=True, slots=True)
class DeskAnswer(FourEyesText[AnswerState, AnswerAction]):
    """The answer in preparation; ``authors``: everybody who wrote on it since the last answer was sent."""

    TRANSITIONS = TRANSITIONS

    state: AnswerState = field(default=AnswerState.NONE, kw_only=True)

    def write(self, author: str) -> "DeskAnswer":
        """Record that ``author`` wrote the answer; after a sent answer this begins the next one."""
        before = frozenset() if self.state is AnswerState.APPROVED else self.authors
        return replace(self.step(AnswerAction.WRITE), authors=before | {author})

    def submit(self, submitter: str, *, cleared: bool, departments_took_part: bool) -> "DeskAnswer":
        """Submit the answer to a second officer.

        Raises:
            ForbiddenError: departments took part and ``submitter`` is not ``cleared`` to know which.
        """
        if departments_took_part and not cleared:
            raise clearance_needed()
        return replace(self.step(AnswerAction.SUBMIT), submitter=submitter)

    def send_back(self, approver: str) -> "DeskAnswer":
        """Return the answer to its authors; raises as ``review``."""
        return self.review(AnswerAction.RETURN, approver)

    def approve(self, approver: str) -> "DeskAnswer":
        """Approve the answer, so that it is sent; raises as ``review``."""
        return self.review(AnswerAction.APPROVE, approver)

    def revisit(self) -> "DeskAnswer":
        """Record that the question changed, so that nobody approves it unseen."""
        return replace(self, version=self.version + 1)
