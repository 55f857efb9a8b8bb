"""What the writing calls about rule sets take."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_shared.contracts.model import InputModel
from loket_shared.text_types import printable, tidied
from loket_shared.timestamps import Moment

Version = Annotated[str, StringConstraints(pattern=r"^\d{4}\.\d{1,6}$")]
Words = Annotated[str, Field(min_length=1, max_length=2_000), tidied, printable]


class Seen(InputModel):
    """A body that may name the ``revision`` of the rule set it changes."""

    revision: int | None = Field(default=None, ge=0)


class DraftBody(InputModel):
    """Which version the new one begins as a copy of."""

    based_on: Version


class SaveBody(Seen):
    """A rule set as its owner writes it, and its examples; what is left out stays as it is."""

    document: dict[str, Any] | None = None
    examples: Annotated[tuple[ExpectedExample, ...], Field(max_length=2_000)] | None = None


class RemarkBody(Seen):
    """Why a proposed rule set goes back."""

    remark: Words


class ApprovalBody(Seen):
    """``reason``: why examples that fail are accepted."""

    reason: Words | None = None


class ActivationBody(Seen):
    """From when the rule set decides; as soon as can be where ``from`` is left out."""

    active_from: Moment | None = Field(default=None, alias="from")
    reason: Words | None = None

    @property
    def wanted(self) -> datetime | None:
        """The moment that is asked for."""
        return self.active_from
