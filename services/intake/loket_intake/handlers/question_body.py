"""A question as it comes in: the body of a submission over the API, and what a draft becomes."""

from typing import Annotated, Literal

from pydantic import Field, StrictBool

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


class PartnerBody(InputModel):
    """An organisation that the question is about."""

    name: Name
    type: PartnerTypeCode
    country: CountryCode | None = None
    ror_id: RorId | None = None
    website: Annotated[Website, Field(max_length=500)] | None = None


class OnBehalfOfBody(InputModel):
    """The person for whom a machine client submits a question."""

    name: Name
    email: Annotated[EmailAddress, Field(max_length=254)]


class QuestionBody(InputModel):
    """A question as it is submitted (docs/domain.md#topics); asker and institution come from the sign-in.

    ``share_with_coordinator`` matters only for a report of an incident: without it the institution's
    coordinator does not learn that the report exists.
    """

    kind: Literal["question", "incident"] = "question"
    topics: Annotated[tuple[TopicCode, ...], Field(min_length=1, max_length=3), without_duplicates]
    subject: Annotated[Line, Field(min_length=1, max_length=200)]
    description: Annotated[Prose, Field(min_length=1, max_length=20_000)]
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
