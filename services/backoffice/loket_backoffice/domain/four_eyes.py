"""The four-eyes rule: whoever wrote or submitted a text never approves it (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, ClassVar, Generic, Self, TypeVar

from loket_backoffice.domain.errors import four_eyes, wrong_state

State = TypeVar("State", bound=StrEnum)
Action = TypeVar("Action", bound=StrEnum)


@dataclass(frozen=True, slots=True, kw_only=True)
class FourEyesText(Generic[State, Action]):
    """The state of a text that some people write and another one approves; the text itself is stored apart, sealed.

    ``authors`` are all who wrote it. ``version`` changes with every step.
    """

    TRANSITIONS: ClassVar[Mapping[Any, Any]]
    """The next state, by state and action."""

    state: State
    authors: frozenset[str] = frozenset()
    submitter: str | None = None
    version: int = 0

    def step(self, action: Action) -> Self:
        """Return the text after ``action``.

        Raises:
            ConflictError: its state does not allow the action.
        """
        state = self.TRANSITIONS.get((self.state, action))
        if state is None:
            raise wrong_state(self.state)
        return replace(self, state=state, version=self.version + 1)

    def review(self, action: Action, approver: str) -> Self:
        """Return the text after ``action``, which only a second person may take; also raises as ``step``.

        Raises:
            ForbiddenError: ``approver`` wrote or submitted it.
        """
        if approver in self.authors or approver == self.submitter:
            raise four_eyes()
        return self.step(action)
