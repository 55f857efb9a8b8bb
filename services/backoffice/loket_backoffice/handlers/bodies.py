"""Bodies that several use cases take. The others stand beside the one use case that takes them."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from loket_shared.contracts.model import InputModel
from loket_shared.text_types import printable, tidied

LongText = Annotated[str, Field(min_length=1, max_length=20_000), tidied, printable]
ShortText = Annotated[str, Field(min_length=1, max_length=2_000), tidied, printable]
DepartmentCode = Annotated[str, StringConstraints(max_length=8)]


class VersionedBody(InputModel):
    """A body that may name the ``version`` of the thing it changes."""

    version: int | None = Field(default=None, ge=0)


class AssignmentBody(VersionedBody):
    """The new assignee: only the caller."""

    assignee: Literal["me"]


class TextBody(VersionedBody):
    """A text."""

    text: LongText


class RemarkBody(VersionedBody):
    """The remark with which a text goes back to its author."""

    remark: ShortText


class ReasonBody(VersionedBody):
    """A reason."""

    reason: ShortText


class ForClearedBody(VersionedBody):
    """A remark of a cleared officer that only cleared officers read."""

    remark_for_cleared: ShortText | None = None


class CaseReasonBody(ReasonBody, ForClearedBody):
    """The reason of a step on the case; everybody who works on the case reads it."""
