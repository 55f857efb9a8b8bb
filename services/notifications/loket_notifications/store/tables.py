"""What this service keeps. People and departments stand only in sealed columns."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import Index, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel, col

from loket_notifications.domain.delivery_states import UNFINISHED, DeliveryState
from loket_notifications.store.moment import Moment
from loket_shared.contracts.texts import Language


class Table(SQLModel, registry=registry()):
    """The base of this service's tables, with metadata of their own."""


class Question(Table, table=True):
    """Whom to tell about a question, once ``questions.submitted`` came; sealed."""

    __tablename__: ClassVar[str] = "questions"

    question_id: UUID = Field(primary_key=True)
    contact: bytes | None = None
    erased_at: datetime | None = Field(default=None, sa_type=Moment)


class WaitingNews(Table, table=True):
    """News of a question whose recipients are not known yet: another topic may be ahead."""

    __tablename__: ClassVar[str] = "waiting_news"

    event_id: UUID = Field(primary_key=True)
    question_id: UUID = Field(index=True)
    occasion: str
    traceparent: str | None = None
    recorded_at: datetime = Field(sa_type=Moment)


class Delivery(Table, table=True):
    """One letter to one addressee, and how far it is.

    About a question's events it carries the question and its reference, about a request only the
    request, and as a tag the ``owner`` where that is a covert department. ``due_at`` is when it is taken
    up (again): of a waiting one the next attempt, of one that is being sent the moment after which the
    attempt counts as lost, of a finished one nothing. ``failure`` is a code of this house, never a mail
    server's words: they may repeat an address.
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
    created_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    give_up_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    failure: str | None = None
    traceparent: str | None = None

    @property
    def position(self) -> tuple[datetime, UUID]:
        """Where it stands in the list of all: by when it was made, as not every id tells that."""
        return self.created_at, self.id

    def conclude(self, state: DeliveryState, now: datetime, failure: str | None = None) -> None:
        """End the delivery in ``state``; nothing is tried any more."""
        self.state, self.due_at, self.ended_at, self.failure = state, None, now, failure

    def postpone(self, until: datetime, failure: str | None = None) -> None:
        """Let the delivery wait for an attempt at ``until``."""
        self.state, self.due_at, self.ended_at, self.failure = DeliveryState.WAITING, until, None, failure


Index("deliveries_newest", col(Delivery.created_at), col(Delivery.id))
Index("deliveries_due", col(Delivery.due_at), postgresql_where=col(Delivery.state).in_(UNFINISHED))
