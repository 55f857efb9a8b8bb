"""The answer of the desk: written by the front office, approved by a second officer (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType

from loket_backoffice.domain.errors import clearance_needed, four_eyes, wrong_state


class AnswerState(StrEnum):
    """How far the answer is. An approved answer is a sent one."""

    NONE = "none"
    DRAFT = "draft"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    APPROVED = "approved"


class AnswerAction(StrEnum):
    """What can be done to the answer."""

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
class Answer:
    """The answer under way; its text is kept apart, sealed.

    ``authors`` are all who wrote at it since the last one was sent; ``version`` moves with every change.
    """

    state: AnswerState = AnswerState.NONE
    authors: frozenset[str] = frozenset()
    submitter: str | None = None
    version: int = 0

    def write(self, author: str) -> "Answer":
        """Record that ``author`` wrote at it; after a sent answer this begins the next one."""
        before = frozenset() if self.state is AnswerState.APPROVED else self.authors
        return replace(self._step(AnswerAction.WRITE), authors=before | {author})

    def submit(self, submitter: str, *, cleared: bool, departments_took_part: bool) -> "Answer":
        """Put it before a second officer.

        Raises:
            Forbidden: departments took part and ``submitter`` is not ``cleared`` to know which.
        """
        if departments_took_part and not cleared:
            raise clearance_needed()
        return replace(self._step(AnswerAction.SUBMIT), submitter=submitter)

    def send_back(self, approver: str) -> "Answer":
        """Return it to its authors.

        Raises:
            Forbidden: ``approver`` wrote or submitted it.
        """
        self._check_four_eyes(approver)
        return self._step(AnswerAction.RETURN)

    def approve(self, approver: str) -> "Answer":
        """Let it go out.

        Raises:
            Forbidden: ``approver`` wrote or submitted it.
        """
        self._check_four_eyes(approver)
        return self._step(AnswerAction.APPROVE)

    def revisit(self) -> "Answer":
        """Record that the question changed, so that nobody approves it unseen."""
        return replace(self, version=self.version + 1)

    def _step(self, act: AnswerAction) -> "Answer":
        state = TRANSITIONS.get((self.state, act))
        if state is None:
            raise wrong_state(self.state)
        return replace(self, state=state, version=self.version + 1)

    def _check_four_eyes(self, approver: str) -> None:
        if approver in self.authors or approver == self.submitter:
            raise four_eyes()
