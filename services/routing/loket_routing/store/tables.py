"""The tables of routing. Ids, references, versions and times are in the clear; everything else is sealed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Identity, Index, Text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from loket_shared.db.ids import new_id


class Table(SQLModel, registry=registry()):
    """The base of this service's tables, with metadata of their own."""


class QuestionRow(Table, table=True):
    """A question; ``content`` is the sealed basis of its route, None until the submission comes.

    The first event of any topic creates the row, so that events of one question take turns under its lock. The row of
    an erased question stays as a tombstone. ``participants`` holds keyed tags of the departments that take part, among
    random ones; it is empty until the rules decide.
    """

    __tablename__: ClassVar[str] = "questions"

    question_id: UUID = Field(primary_key=True)
    reference: str = Field(unique=True)
    content: bytes | None = None
    participants: list[str] = Field(default_factory=list, sa_type=ARRAY(Text))
    asked_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    withdrawn_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    erased_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class DecisionRow(Table, table=True):
    """One entry of a question's history, in the order of ``position``; ``entry`` is the whole entry, sealed."""

    __tablename__: ClassVar[str] = "decisions"
    __table_args__ = (Index("decisions_in_order", "question_id", "position"),)

    id: UUID = Field(default_factory=new_id, primary_key=True)
    question_id: UUID = Field(foreign_key="questions.question_id")
    position: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    entry: bytes


class EvidenceRow(Table, table=True):
    """The evidence of one version of a question, sealed; its decision can be recomputed from it."""

    __tablename__: ClassVar[str] = "evidence"

    question_id: UUID = Field(foreign_key="questions.question_id", primary_key=True)
    question_version: int = Field(primary_key=True)
    sealed: bytes


class RuleSetRow(Table, table=True):
    """One version of the rules. Nothing in it is secret; it never changes once it is proposed.

    ``revision`` counts how often it was saved. ``document``, ``examples`` and ``verdict`` are JSON.
    ``erred_at``: the first time that the set could not decide a question.
    """

    __tablename__: ClassVar[str] = "rule_sets"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    version: str = Field(unique=True)
    based_on: str | None = None
    revision: int = 1
    document: str
    digest: str
    examples: str
    verdict: str
    erred_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    erred_why: str | None = None


class RuleSetStepRow(Table, table=True):
    """One step in the lifecycle of a rule set, in the order of ``position``."""

    __tablename__: ClassVar[str] = "rule_set_steps"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    rule_set_id: UUID = Field(foreign_key="rule_sets.id", index=True)
    position: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    kind: str
    at: datetime = Field(sa_type=DateTime(timezone=True))
    by: str
    name: str
    sound: bool
    reason: str | None = None


class ActivationRow(Table, table=True):
    """A rule set decides from ``active_from`` on; ``announced_at``: when its event was published."""

    __tablename__: ClassVar[str] = "rule_set_activations"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    rule_set_id: UUID = Field(foreign_key="rule_sets.id")
    position: int | None = Field(default=None, sa_column=Column(BigInteger, Identity(always=True), nullable=False))
    active_from: datetime = Field(sa_type=DateTime(timezone=True))
    at: datetime = Field(sa_type=DateTime(timezone=True))
    by: str
    name: str
    reason: str | None = None
    cancelled_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    announced_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))


class SimulationRow(Table, table=True):
    """A simulation of one revision of a rule set, compared with the set in force at the time of the order.

    ``attempt`` counts the processes that ran it. The running process names its attempt; ``beat_at`` is its last
    heartbeat. ``result`` is the report for either kind of reader, sealed.
    """

    __tablename__: ClassVar[str] = "simulations"

    id: UUID = Field(default_factory=new_id, primary_key=True)
    rule_set_id: UUID = Field(foreign_key="rule_sets.id")
    revision: int
    baseline_id: UUID = Field(foreign_key="rule_sets.id")
    asked_at: datetime = Field(sa_type=DateTime(timezone=True))
    asked_by: str
    asked_by_name: str
    state: str = "queued"
    done: int = 0
    total: int | None = None
    attempt: int = 0
    beat_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    ended_at: datetime | None = Field(default=None, sa_type=DateTime(timezone=True))
    failure: str | None = None
    result: bytes | None = None


class SimulationChangeRow(Table, table=True):
    """A question whose route would change, under a ``mark`` that only this service can link to it.

    ``sealed`` opens with the simulation's key and then with the question's. So nobody without the keys learns which
    question it is, and destroying the question's keys destroys the row too. ``is_open``: not only covert participation
    changes. The numbers are the row numbers for either kind of reader.
    """

    __tablename__: ClassVar[str] = "simulation_changes"

    simulation_id: UUID = Field(foreign_key="simulations.id", primary_key=True)
    mark: str = Field(primary_key=True)
    is_open: bool
    open_number: int | None = None
    full_number: int | None = None
    sealed: bytes
