"""What the writing calls take."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from loket_backoffice.api.seen import Versioned
from loket_shared.contracts.model import InputModel, WireModel
from loket_shared.text_types import printable, tidied

LongText = Annotated[str, Field(min_length=1, max_length=20_000), tidied, printable]
ShortText = Annotated[str, Field(min_length=1, max_length=2_000), tidied, printable]
Code = Annotated[str, StringConstraints(max_length=8)]


class AssignmentBody(Versioned):
    """Who takes the work: whoever calls."""

    assignee: Literal["me"]


class DepartmentBody(Versioned):
    """Which department is asked, and what beside the question itself."""

    department: Code
    question: ShortText | None = None
    urgent: bool = False


class TextBody(Versioned):
    """A text."""

    text: LongText


class DraftBody(TextBody):
    """A contribution; ``background`` is for the front office only."""

    background: LongText | None = None


class NoteBody(TextBody):
    """A note for the author's own compartment; ``for_cleared``: only for officers who may know of every department."""

    for_cleared: bool = False


class RemarkBody(Versioned):
    """Why a text goes back to its author."""

    remark: ShortText


class ReasonBody(Versioned):
    """Why."""

    reason: ShortText


class ForClearedBody(Versioned):
    """What a cleared officer adds for others who may know of every department; nobody else ever reads it."""

    remark_for_cleared: ShortText | None = None


class AnswerRemarkBody(RemarkBody, ForClearedBody):
    """Why the answer goes back; everybody who works on the case reads the remark."""


class CaseReasonBody(ReasonBody, ForClearedBody):
    """Why something is done to the case; everybody who works on it reads the reason."""


class ConfirmationBody(ForClearedBody):
    """Why, where the officer wants to say so; everybody who works on the case reads it."""

    reason: ShortText | None = None


class RouteBody(CaseReasonBody):
    """Who leads and who contributes; ``RVO`` leads where no department does."""

    lead: Code
    contributors: Annotated[frozenset[Code], Field(max_length=20)] = frozenset()


class PriorityBody(CaseReasonBody):
    """How urgent the case is from now on; it only ever becomes more so."""

    priority: Literal["urgent"]


class ErasureBody(InputModel):
    """Which question is erased, and why."""

    reference: ShortText
    reason: ShortText


class ErasureView(WireModel):
    """A question that is erased."""

    reference: str
    erased_at: datetime
