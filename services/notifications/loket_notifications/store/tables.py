"""The tables of this service. Only sealed columns name people and departments."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime, Index, Text
from sqlalchemy.orm import registry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel, col

from loket_notifications.domain.delivery import UNFINISHED, DeliveryState
from loket_shared.contracts.texts import Language


class TimestampTz(TypeDecorator[datetime]):
    """The column type of an aware datetime; PostgreSQL stores it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True


class Table(SQLModel, registry=registry()):
    """The base of this service's tables, with its own metadata."""


class HeldNotificationRow(Table, table=True):
    """A notification about a question whose contact is not known yet; another topic may be ahead."""

    __tablename__: ClassVar[str] = "waiting_news"

    event_id: UUID = Field(primary_key=True)
    question_id: UUID = Field(index=True)
    occasion: str
    traceparent: str | None = None
    recorded_at: datetime = Field(sa_type=TimestampTz)


class DeliveryRow(Table, table=True):
    """One message to one addressee, and its progress.

    A delivery about a question has the question and its reference. One about a request has only the request, and the
    tag ``owner`` of a covert department. ``due_at``: the next attempt of a waiting delivery, or the end of the lease of
    one that is being sent; None for a finished one. ``failure`` is a code of this service, never the text of a mail
    server: that may repeat an address.
    """

    __tablename__: ClassVar[str] = "deliveries"

    id: UUID = Field(primary_key=True)
    cause_id: UUID
    occasion: str
    question_id: UUID | None = Field(default=None, index=True)
    reference: str | None = None
    request_id: UUID | None = None
    language: Language = Field(sa_type=Text)
    addressee: bytes
    owner: str | None = None
    state: str = DeliveryState.WAITING
    attempts: int = 0
    created_at: datetime = Field(sa_type=TimestampTz)
    due_at: datetime | None = Field(default=None, sa_type=TimestampTz)
    give_up_at: datetime = Field(sa_type=TimestampTz)
    ended_at: datetime | None = Field(default=None, sa_type=TimestampTz)
    failure: str | None = None
    traceparent: str | None = None

    @property
    def position(self) -> tuple[datetime, UUID]:
        """The position in the list: by time of creation, because not every id contains a time."""
        return self.created_at, self.id


Index("deliveries_newest", col(DeliveryRow.created_at), col(DeliveryRow.id))
Index("deliveries_due", col(DeliveryRow.due_at), postgresql_where=col(DeliveryRow.state).in_(UNFINISHED))
Index(
    "deliveries_failed",
    col(DeliveryRow.created_at),
    col(DeliveryRow.id),
    postgresql_where=DeliveryRow.state == DeliveryState.FAILED,
)
