"""The tables of simulations; reports and changed questions are sealed."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from sqlalchemy import DateTime
from sqlmodel import Field

from loket_routing.store.tables import Table
from loket_shared.db.ids import new_id


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
