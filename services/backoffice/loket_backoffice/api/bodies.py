"""What the writing calls take."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from loket_backoffice.api.seen import Versioned
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.visible_text import or_nothing

LongText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), BeforeValidator(or_nothing)
]
ShortText = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), BeforeValidator(or_nothing)
]
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


class RemarkBody(Versioned):
    """Why a text goes back to its author."""

    remark: ShortText


class ReasonBody(Versioned):
    """Why."""

    reason: ShortText


class ConfirmationBody(Versioned):
    """Why, where the officer wants to say so."""

    reason: ShortText | None = None


class RouteBody(ReasonBody):
    """Who leads and who contributes; ``RVO`` leads where no department does."""

    lead: Code
    contributors: Annotated[frozenset[Code], Field(max_length=20)] = frozenset()


class ErasureBody(WireModel):
    """Which question is erased, and why."""

    reference: ShortText
    reason: ShortText


class ErasureView(WireModel):
    """A question that is erased."""

    reference: str
    erased_at: datetime
