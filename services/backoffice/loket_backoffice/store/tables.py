"""The tables. Ids, codes of states, versions and times are in the clear; everything else is sealed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, DateTime, ForeignKey, Identity, Index, true
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from loket_shared.db.ids import new_id


class Base(SQLModel, registry=registry()):
    """The tables of this service; a registry of its own keeps them apart from other services'."""


class CaseRow(Base, table=True):
    """A case; ``state`` and ``shareable`` are indexes of the facts; ``opened_at`` is None until the submission came.

    ``shareable``: the asker consents to sharing the question with departments.
    """

    __tablename__ = "cases"
    __table_args__ = (Index("cases_in_order", "opened_at", "id"), Index("cases_of_state", "state", "opened_at", "id"))

    id: UUID = Field(primary_key=True)
    reference: str = Field(unique=True)
    state: str
    opened_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    assignee: str | None = None
    language: str = "nl"
    shareable: bool = Field(default=True, sa_column_kwargs={"server_default": true()})
    question: bytes | None = None
    asker: bytes | None = None


@dataclass(slots=True)
class CaseColumns:
    """The columns of a case without the object mapper, which takes too long on the hot paths.

    An event is handled without the sealed question and asker; they stay as they are if they are None.
    """

    id: UUID
    reference: str
    state: str
    opened_at: datetime | None
    assignee: str | None
    language: str
    shareable: bool
    question: bytes | None = None
    asker: bytes | None = None


class FactRow(Base, table=True):
    """A recorded fact, in the order of ``position``; ``payload`` is the whole fact, sealed."""

    __tablename__ = "case_facts"
    __table_args__ = (Index("case_facts_in_order", "case_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id")
    position: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    kind: str
    at: datetime = Field(sa_type=DateTime(timezone=True))
    payload: bytes | None = None


class AnswerRow(Base, table=True):
    """The answer in preparation; ``authors`` and ``submitter`` are subjects of officers."""

    __tablename__ = "answers"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    state: str
    version: int
    people: bytes
    text: bytes


class RequestRow(Base, table=True):
    """A contribution request; ``record`` holds its department sealed, and a keyed tag finds it."""

    __tablename__ = "requests"

    id: UUID = Field(primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    department_tag: str = Field(index=True)
    state: str
    version: int
    requested_at: datetime = Field(sa_type=DateTime(timezone=True))
    ended_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    record: bytes
    question: bytes | None = None
    draft: bytes | None = None
    released: bytes | None = None


class NoteRow(Base, table=True):
    """A note of the front office, or of the department whose request it belongs to."""

    __tablename__ = "notes"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    request_id: UUID | None = Field(default=None, foreign_key="requests.id")
    at: datetime = Field(sa_type=DateTime(timezone=True))
    note: bytes


class ClockRow(Base, table=True):
    """The clocks at the last change of the case: an index for queues and for the scheduler.

    ``subject`` is the contribution request, or the case itself.
    """

    __tablename__ = "clocks"

    case_id: UUID = Field(sa_column=Column(ForeignKey("cases.id"), primary_key=True))
    subject: UUID = Field(primary_key=True)
    name: str = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    state: str
    started_at: datetime = Field(sa_type=DateTime(timezone=True))
    stopped_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    due: datetime = Field(sa_type=DateTime(timezone=True))
    next_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True), index=True)


class PublishedThresholdRow(Base, table=True):
    """A published threshold; the primary key makes sure that it is published once."""

    __tablename__ = "told_thresholds"

    case_id: UUID = Field(sa_column=Column(ForeignKey("cases.id"), primary_key=True))
    subject: UUID = Field(primary_key=True)
    name: str = Field(primary_key=True)
    turn: int = Field(primary_key=True)
    percentage: int = Field(primary_key=True)
    told_at: datetime = Field(sa_type=DateTime(timezone=True))


class ErasureRow(Base, table=True):
    """The intent to erase a question, kept until it is done."""

    __tablename__ = "erasures"

    case_id: UUID = Field(primary_key=True, foreign_key="cases.id")
    ordered_at: datetime = Field(sa_type=DateTime(timezone=True))
    ordered_by: str
    done_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True), index=True)


def columns(rows: Sequence[Sequence[object]], width: int) -> list[list[object]]:
    """Return the ``width`` columns of ``rows``, for a statement that unnests them."""
    return [[row[place] for row in rows] for place in range(width)]
