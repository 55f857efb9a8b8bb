"""The request and response models of decisions about dead letters."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints

from loket_shared.bus.dead_letters.store import DeadLetter, DeadLetterFilter, DeadLetterState
from loket_shared.contracts.model import InputModel, WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.http.paging import Page
from loket_shared.text_types import printable, tidied

MAX_AT_ONCE = 200

ReasonText = Annotated[str, Field(min_length=1, max_length=1000), tidied, printable]
"""The reason for dropping a record, in the words of the person who decides."""

_CHOOSE = BilingualText(
    nl="Kies berichten met ids, met reason of type, of met all; niet met meer daarvan tegelijk.",
    en="Choose messages by ids, by reason or type, or by all; not by several of these at once.",
)


class DropBody(InputModel):
    """The body of a request to drop one record."""

    because: ReasonText | None = None


class ReplayChoice(InputModel):
    """Chooses open dead letters: by their ``ids``, by ``reason`` and ``type``, or ``all`` of them."""

    ids: Annotated[tuple[UUID, ...], Field(max_length=MAX_AT_ONCE)] = ()
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    type: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None
    all: bool = False

    def filter(self) -> DeadLetterFilter:
        """Return the filter for the chosen dead letters.

        Raises:
            InvalidInputError: the body chooses none, or uses more than one way to choose.
        """
        ways = (bool(self.ids), self.reason is not None or self.type is not None, self.all)
        if sum(ways) != 1:
            raise InvalidInputError(FieldError("ids", _CHOOSE))
        return DeadLetterFilter(DeadLetterState.OPEN, self.reason, self.type, ids=self.ids or None)


class DropChoice(ReplayChoice):
    """Chooses dead letters to drop, and gives the reason."""

    because: ReasonText


class DecisionOutcome(StrEnum):
    """The outcome of a decision about one dead letter; ``failed`` means that the replay failed and the letter is still
    open.
    """

    REPLAYED = "replayed"
    DROPPED = "dropped"
    FAILED = "failed"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    NOT_FOUND = "not-found"


class DecidedView(WireModel):
    """One dead letter and the outcome of the decision; ``text`` gives the reason if it was not carried out."""

    id: UUID
    outcome: DecisionOutcome
    text: BilingualText | None = None

    @classmethod
    def of(cls, letter: UUID, state: DeadLetterState) -> Self:
        """Return the view of a dead letter after the decision."""
        return cls(
            id=letter, outcome=DecisionOutcome.FAILED if state is DeadLetterState.OPEN else DecisionOutcome(state)
        )


class DecidedPage(Page[DecidedView]):
    """The outcome for each dead letter; if ``next`` is not null, the choice continues after that cursor."""


class DeadLetterView(WireModel):
    """``reason`` is a code. ``kept`` is true if a copy is stored; otherwise a replay reads the log.

    ``waiting`` is the number of messages that wait behind it.
    """

    id: UUID
    state: DeadLetterState
    reason: str
    failure: str
    attempts: int
    event_id: str
    source: str
    type: str | None
    subject: str | None
    topic: str
    partition: int
    offset: int
    sequence: int | None
    trace_id: str | None
    size: int
    kept: bool
    recorded_at: datetime
    tried_at: datetime
    closed_at: datetime | None
    waiting: int = 0

    @classmethod
    def of(cls, letter: DeadLetter) -> Self:
        """Return the view of a dead letter that its reader may see."""
        story = {name: getattr(letter, name) for name in cls.model_fields if name != "trace_id"}
        parts = (letter.traceparent or "").split("-")
        return cls(**story, trace_id=parts[1] if len(parts) == 4 else None)


class DeadLetterPage(Page[DeadLetterView]):
    """``withOwner`` is set if some open dead letter is not for this reader; it says nothing more."""

    with_owner: BilingualText | None
