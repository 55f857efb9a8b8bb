"""What this service keeps. In the clear stand ids, references, versions and times; everything else is sealed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, Identity, Index
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from loket_shared.db.ids import new_id


class Table(SQLModel, registry=registry()):
    """The base of this service's tables, with metadata of their own."""


class QuestionRow(Table, table=True):
    """A question; ``content`` is what its route rests on, sealed, once the submission came.

    The row is made by the first fact of any topic, so that facts of one question take turns under its
    lock. Of an erased question the row stays as a tombstone.
    """

    __tablename__: ClassVar[str] = "questions"

    question_id: UUID = Field(primary_key=True)
    reference: str = Field(unique=True)
    content: bytes | None = None
    asked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    withdrawn_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    erased_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class DecisionRow(Table, table=True):
    """One entry of a question's history, in the order of ``position``; ``entry`` is the whole of it, sealed."""

    __tablename__: ClassVar[str] = "decisions"
    __table_args__ = (Index("decisions_in_order", "question_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    question_id: UUID = Field(foreign_key="questions.question_id")
    position: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    entry: bytes
