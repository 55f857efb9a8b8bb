"""A question as it is handed in (domain description section 4)."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StrictBool

from loket_intake.domain.field_types import (
    CountryCode,
    EmailAddress,
    FieldCode,
    IsoDate,
    PartnerTypeCode,
    RorId,
    TopicCode,
    Website,
    without_duplicates,
)
from loket_shared.contracts.model import InputModel
from loket_shared.contracts.texts import Language
from loket_shared.text_types import Line, Name, Prose

MOST_TOPICS = 3
LONGEST_SUBJECT = 200
LONGEST_DESCRIPTION = 20_000
LONGEST_REASON = 2_000


class PartnerBody(InputModel):
    """An organisation that the question is about."""

    name: Name
    type: PartnerTypeCode
    country: CountryCode | None = None
    ror_id: RorId | None = None
    website: Annotated[Website, Field(max_length=500)] | None = None


class OnBehalfOfBody(InputModel):
    """The person for whom a machine client hands in."""

    name: Name
    email: Annotated[EmailAddress, Field(max_length=254)]


class QuestionBody(InputModel):
    """What the asker filled in; the asker and the institution come from the sign-in.

    ``share_with_coordinator`` matters for a report of an incident only: without it the institution's
    coordinator does not learn that the report exists.
    """

    model_config = ConfigDict(title="QuestionBody")

    kind: Literal["question", "incident"] = "question"
    topics: Annotated[tuple[TopicCode, ...], Field(min_length=1, max_length=MOST_TOPICS), without_duplicates]
    subject: Annotated[Line, Field(min_length=1, max_length=LONGEST_SUBJECT)]
    description: Annotated[Prose, Field(min_length=1, max_length=LONGEST_DESCRIPTION)]
    fields: Annotated[tuple[FieldCode, ...], Field(max_length=30), without_duplicates] = ()
    countries: Annotated[tuple[CountryCode, ...], Field(max_length=50), without_duplicates] = ()
    partners: Annotated[tuple[PartnerBody, ...], Field(max_length=20)] = ()
    needed_by: IsoDate | None = None
    language: Language = "nl"
    discussed_with_coordinator: StrictBool | None = None
    consent_to_share: StrictBool
    share_with_coordinator: StrictBool = False
    answers: Annotated[dict[Name, Annotated[Prose, Field(max_length=5_000)]], Field(max_length=50)] = Field(
        default_factory=dict
    )
    on_behalf_of: OnBehalfOfBody | None = None


class SupplementBody(InputModel):
    """What the asker adds later: text and, where wanted, another word on sharing."""

    text: Annotated[Prose, Field(min_length=1, max_length=LONGEST_DESCRIPTION)]
    consent_to_share: StrictBool | None = None


class WithdrawalBody(InputModel):
    """Why the question is withdrawn, where the asker says so."""

    reason: Annotated[Prose, Field(max_length=LONGEST_REASON)] | None = None


class FeedbackBody(InputModel):
    """Whether the answer helped."""

    helpful: StrictBool
    text: Annotated[Prose, Field(max_length=LONGEST_REASON)] | None = None
