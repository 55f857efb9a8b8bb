"""The tables. Only sealed columns hold content; people and institutions appear only as pseudonyms."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

TimestampTz = DateTime(timezone=True)


class Table(SQLModel, registry=registry()):
    """The base of this service's tables, with their own metadata."""


class QuestionRow(Table, table=True):
    """A question as it was submitted.

    ``version`` counts the submission and its supplements. ``handed_in_by`` is the submitter's pseudonym of an earlier
    release, until it is renewed. ``address`` is the pseudonym of the submitter's verified mail address; after a
    transfer the new subject must have that address too. An erased question leaves a tombstone: the reference and the
    times.
    """

    __tablename__: ClassVar[str] = "questions"

    id: UUID = Field(primary_key=True)
    reference: str = Field(unique=True)
    language: str
    submitted_at: datetime = Field(sa_type=TimestampTz)
    first_response_due: datetime = Field(sa_type=TimestampTz)
    version: int = 1
    submitter: str | None = None
    handed_in_by: str | None = None
    address: str | None = None
    transferred_at: datetime | None = Field(default=None, sa_type=TimestampTz)
    person: str | None = None
    institution: str | None = None
    content: bytes | None = None
    erased_at: datetime | None = Field(default=None, sa_type=TimestampTz)


class FactRow(Table, table=True):
    """A fact of a question; its id is the id of the event."""

    __tablename__: ClassVar[str] = "facts"

    id: UUID = Field(primary_key=True)
    question_id: UUID = Field(foreign_key="questions.id", index=True)
    kind: str
    at: datetime = Field(sa_type=TimestampTz)
    due: datetime | None = Field(default=None, sa_type=TimestampTz)
    content: bytes | None = None


class DraftRow(Table, table=True):
    """The fields that somebody filled in so far, under the id and the keys that the question will have."""

    __tablename__: ClassVar[str] = "drafts"

    id: UUID = Field(primary_key=True)
    owner: str = Field(index=True)
    changed_at: datetime = Field(sa_type=TimestampTz)
    expires_at: datetime = Field(sa_type=TimestampTz, index=True)
    content: bytes


Index("questions_of_submitter", col(QuestionRow.submitter), col(QuestionRow.submitted_at))
Index("questions_own", col(QuestionRow.handed_in_by), col(QuestionRow.submitted_at))
Index("questions_of_person", col(QuestionRow.person), postgresql_where=col(QuestionRow.person).is_not(None))
Index("questions_of_institution", col(QuestionRow.institution), col(QuestionRow.submitted_at))
