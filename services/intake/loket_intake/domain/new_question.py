"""A question as it is handed in (domain description section 4)."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictBool

from loket_intake.domain.field_types import (
    Country,
    Day,
    Email,
    FieldOfKnowledge,
    PartnerType,
    RorId,
    Topic,
    Website,
    once_each,
)
from loket_shared.contracts.model import InputModel
from loket_shared.contracts.texts import Language
from loket_shared.text_types import Line, Name, Prose

MOST_TOPICS = 3
LONGEST_SUBJECT = 200
LONGEST_DESCRIPTION = 20_000
LONGEST_REASON = 2_000


class NewPartner(InputModel):
    """An organisation that the question is about."""

    name: Name
    type: PartnerType
    country: Country | None = None
    ror_id: RorId | None = None
    website: Annotated[Website, Field(max_length=500)] | None = None


class OnBehalfOf(InputModel):
    """The person for whom a machine client hands in."""

    name: Name
    email: Annotated[Email, Field(max_length=254)]


class NewQuestion(InputModel):
    """What the asker filled in; the asker and the institution come from the sign-in.

    ``share_with_coordinator`` matters for a report of an incident only: without it the institution's
    coordinator does not learn that the report exists.
    """

    model_config = ConfigDict(title="NewQuestion")

    kind: Literal["question", "incident"] = "question"
    topics: Annotated[tuple[Topic, ...], Field(min_length=1, max_length=MOST_TOPICS), once_each]
    subject: Annotated[Line, Field(min_length=1, max_length=LONGEST_SUBJECT)]
    description: Annotated[Prose, Field(min_length=1, max_length=LONGEST_DESCRIPTION)]
    fields: Annotated[tuple[FieldOfKnowledge, ...], Field(max_length=30), once_each] = ()
    countries: Annotated[tuple[Country, ...], Field(max_length=50), once_each] = ()
    partners: Annotated[tuple[NewPartner, ...], Field(max_length=20)] = ()
    needed_by: Day | None = None
    language: Language = "nl"
    discussed_with_coordinator: StrictBool | None = None
    consent_to_share: StrictBool
    share_with_coordinator: StrictBool = False
    answers: Annotated[dict[Name, Annotated[Prose, Field(max_length=5_000)]], Field(max_length=50)] = Field(
        default_factory=dict
    )
    on_behalf_of: OnBehalfOf | None = None


class NewSupplement(InputModel):
    """What the asker adds later: text and, where wanted, another word on sharing."""

    text: Annotated[Prose, Field(min_length=1, max_length=LONGEST_DESCRIPTION)]
    consent_to_share: StrictBool | None = None


class NewWithdrawal(InputModel):
    """Why the question is withdrawn, where the asker says so."""

    reason: Annotated[Prose, Field(max_length=LONGEST_REASON)] | None = None


class NewFeedback(InputModel):
    """Whether the answer helped."""

    helpful: StrictBool
    text: Annotated[Prose, Field(max_length=LONGEST_REASON)] | None = None
