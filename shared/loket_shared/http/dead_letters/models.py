"""What a decision about dead letters is asked by, and how it is answered."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, StringConstraints

from loket_shared.bus.dead_letters.model import DeadLetter, DeadLetterState
from loket_shared.bus.dead_letters.store import DeadLetterFilter
from loket_shared.contracts.model import InputModel, WireModel
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.http.paging import Page
from loket_shared.text_types import printable, tidied

MAX_AT_ONCE = 200

ReasonText = Annotated[str, Field(min_length=1, max_length=1000), tidied, printable]
"""Why a record is given up, in the words of whoever decides so."""

_CHOOSE = BilingualText(
    nl="Kies berichten met ids, met reason of type, of met all; niet met meer daarvan tegelijk.",
    en="Choose messages by ids, by reason or type, or by all; not by several of these at once.",
)


class DropBody(InputModel):
    """Gives one record up."""

    because: ReasonText | None = None


class ReplayChoice(InputModel):
    """Chooses open dead letters: by their ``ids``, by ``reason`` and ``type``, or ``all`` of them."""

    ids: Annotated[tuple[UUID, ...], Field(max_length=MAX_AT_ONCE)] = ()
    reason: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = None
    type: Annotated[str, StringConstraints(min_length=1, max_length=1000)] | None = None
    all: bool = False

    def filter(self) -> DeadLetterFilter:
        """Return the letters that are chosen.

        Raises:
            InvalidInput: none are, or in two ways.
        """
        ways = (bool(self.ids), self.reason is not None or self.type is not None, self.all)
        if sum(ways) != 1:
            raise InvalidInputError(FieldError("ids", _CHOOSE))
        return DeadLetterFilter(DeadLetterState.OPEN, self.reason, self.type, ids=self.ids or None)


class DropChoice(ReplayChoice):
    """Chooses dead letters that are given up, and says why."""

    because: ReasonText


class DecisionOutcome(StrEnum):
    """What came of the decision about one letter; ``failed`` was tried, and is still open."""

    REPLAYED = "replayed"
    DROPPED = "dropped"
    FAILED = "failed"
    REFUSED = "refused"
    UNAVAILABLE = "unavailable"
    NOT_FOUND = "not-found"


class DecidedView(WireModel):
    """One letter, and what came of the decision; ``text`` says why, where it was not carried out."""

    id: UUID
    outcome: DecisionOutcome
    text: BilingualText | None = None

    @classmethod
    def of(cls, letter: UUID, state: DeadLetterState) -> Self:
        """Return the view of a letter that was decided about."""
        return cls(
            id=letter, outcome=DecisionOutcome.FAILED if state is DeadLetterState.OPEN else DecisionOutcome(state)
        )


class DecidedPage(Page[DecidedView]):
    """What came of each; the choice goes on after ``next``, where that is not null."""


class DeadLetterView(WireModel):
    """``reason`` is a code; ``kept`` tells whether a copy is here, or a replay reads the log again.

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
        """Return the view of a letter that its reader may see."""
        story = {name: getattr(letter, name) for name in cls.model_fields if name != "trace_id"}
        parts = (letter.traceparent or "").split("-")
        return cls(**story, trace_id=parts[1] if len(parts) == 4 else None)


class DeadLetterPage(Page[DeadLetterView]):
    """``withOwner`` says that some open letter is not for this reader; nothing more."""

    with_owner: BilingualText | None
