"""The lists of the work place, and their orders."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from loket_backoffice.domain.case_states import CaseState


class Queue(StrEnum):
    """The lists of the work place."""

    MINE = "mine"
    DEPARTMENT = "department"
    FRONT_OFFICE = "front-office"
    ALL = "all"


class Order(StrEnum):
    """The orders of a list: the case opened last first, or the case whose promise runs out first."""

    OPENED = "opened"
    URGENCY = "urgency"


class Urgency(NamedTuple):
    """The urgency of a case; the smallest is the most urgent.

    ``rank`` is 0 if a promise runs, 1 if all open promises are paused, 2 if nobody waits; ``due`` is when the first
    promise of that kind runs out.
    """

    rank: int
    due: datetime


class Position(NamedTuple):
    """The place of a case in a list, in either order; of equally urgent cases the one opened last stands first."""

    urgency: Urgency
    opened_at: datetime
    case_id: UUID


@dataclass(frozen=True)
class Filter:
    """The filter of a list; ``after`` is the last case of the page before."""

    queue: Queue = Queue.ALL
    state: CaseState | None = None
    reference: str | None = None
    order: Order = Order.OPENED
    after: Position | None = None
