"""Finds the cases of a list by their clear columns, in its order; the policy is asked again for what is loaded.

The cost of a page does not grow with the number of past cases. The cases with an open promise are ranked by the open
clocks alone, and those without one follow along the index of the moments of opening.
"""

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from loket_backoffice.domain.access import DEPARTMENT_ROLES
from loket_backoffice.domain.case_states import OVER, CaseState
from loket_backoffice.domain.contributions import RequestState
from loket_backoffice.domain.deadlines import ClockState
from loket_backoffice.domain.queues import Filter, Order, Position, Queue, Urgency
from loket_backoffice.store.seals import department_tag
from loket_backoffice.store.tables import CaseColumns
from loket_shared.principal import Principal, Role
from loket_shared.unit_of_work import UnitOfWork

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""The due moment of a case that nobody waits for."""

_NOBODY_WAITS = Urgency(2, NEVER)
_OVER = "', '".join(sorted(OVER))
_COLUMNS = "id, reference, cases.state, opened_at, assignee, language, shareable, question"
_OPENED_LAST = "opened_at DESC, id DESC"
# $1 are the tags of the departments whose clocks do not count for the reader; a clock runs as long as its request.
_PROMISES = f"""
    SELECT case_id, min(CASE state WHEN '{ClockState.PAUSED}' THEN 1 ELSE 0 END)::bigint AS rank,
           coalesce(min(due) FILTER (WHERE state <> '{ClockState.PAUSED}'), min(due)) AS due
    FROM clocks
    WHERE stopped_at IS NULL
        AND subject NOT IN (SELECT id FROM requests WHERE department_tag = ANY($1::text[]) AND ended_at IS NULL)
    GROUP BY case_id
"""  # noqa: S608 - constants


class ListedRow(NamedTuple):
    """A case in a list, with its position."""

    row: CaseColumns
    position: Position


class _Conditions:
    """The conditions on the cases of a list, and the values that they refer to."""

    def __init__(self, *values: object) -> None:
        self.values = list(values)
        self._all = ["opened_at IS NOT NULL"]

    def value(self, value: object) -> str:
        """Return the parameter that stands for ``value``."""
        self.values.append(value)
        return f"${len(self.values)}"

    def add(self, condition: str) -> None:
        """Keep the cases for which ``condition`` holds."""
        self._all.append(condition)

    def and_also(self, *conditions: str) -> str:
        """Return all conditions, and further ones."""
        return " AND ".join((*self._all, *conditions))


async def find_case_rows(
    work: UnitOfWork, reader: Principal, wanted: Filter, hidden: Collection[str], limit: int
) -> Sequence[ListedRow]:
    """Return at most ``limit`` cases in the wanted order; clocks of ``hidden`` departments do not affect it."""
    by_urgency = wanted.order is Order.URGENCY
    chosen = _Conditions(*([_tags(work, hidden)] if by_urgency else []))
    _reach(work, reader, chosen)
    _narrow(reader, wanted, chosen)
    compose = _by_urgency if by_urgency else _by_opening
    rows = await work.driver.fetch(compose(chosen, wanted.after, limit), *chosen.values)
    return [
        ListedRow(CaseColumns(*columns), Position(Urgency(rank, due), columns[3], columns[0]))
        for *columns, rank, due in rows
    ]


async def find_most_urgent_rows(work: UnitOfWork, hidden: Collection[str], limit: int) -> list[CaseColumns]:
    """Return the cases with an open promise, the most urgent first.

    Ties are sorted explicitly: the physical order of rows changes with covert work.
    """
    query = f"""
        WITH promises AS ({_PROMISES})
        SELECT {_COLUMNS} FROM {_promised("true")} ORDER BY rank, due, id LIMIT $2
    """  # noqa: S608 - constants
    return [CaseColumns(*row) for row in await work.driver.fetch(query, _tags(work, hidden), limit)]


def _tags(work: UnitOfWork, departments: Collection[str]) -> list[str]:
    return [department_tag(work, code) for code in departments]


def _by_opening(chosen: _Conditions, after: Position | None, limit: int) -> str:
    before = _opened_before(chosen, after) if after else "true"
    return f"""
        SELECT {_COLUMNS}, 0::bigint AS rank, {chosen.value(NEVER)}::timestamptz AS due
        FROM cases WHERE {chosen.and_also(before)} ORDER BY {_OPENED_LAST} LIMIT {limit:d}
    """  # noqa: S608 - constants and parameters


def _by_urgency(chosen: _Conditions, after: Position | None, limit: int) -> str:
    pressing = waiting = "true"
    if after:
        opened_before = _opened_before(chosen, after)
        rank, due = chosen.value(after.urgency.rank), chosen.value(after.urgency.due)
        pressing = f"((rank, due) > ({rank}, {due}) OR ((rank, due) = ({rank}, {due}) AND {opened_before}))"
        waiting = opened_before if after.urgency == _NOBODY_WAITS else str(after.urgency < _NOBODY_WAITS)
    nobody_waits = f"{_NOBODY_WAITS.rank}::bigint AS rank, {chosen.value(NEVER)}::timestamptz AS due"
    return f"""
        WITH promises AS ({_PROMISES}), pressing AS (
            SELECT {_COLUMNS}, rank, due FROM {_promised(chosen.and_also())}
            WHERE {pressing} ORDER BY rank, due, {_OPENED_LAST} LIMIT {limit:d}
        ), waiting AS (
            SELECT {_COLUMNS}, {nobody_waits} FROM cases
            WHERE {chosen.and_also(waiting, "id NOT IN (SELECT case_id FROM promises)")}
            ORDER BY {_OPENED_LAST} LIMIT (SELECT {limit:d} - count(*) FROM pressing)
        )
        SELECT * FROM pressing UNION ALL SELECT * FROM waiting ORDER BY rank, due, {_OPENED_LAST}
    """  # noqa: S608 - constants and parameters


def _promised(chosen: str) -> str:
    """Return the cases with an open promise, in the order of urgency, so that the planner may stop at the limit.

    They are few: ``OFFSET 0`` keeps the planner from reading all others.
    """
    return f"""
        (SELECT * FROM promises ORDER BY rank, due) AS promises,
        LATERAL (SELECT * FROM cases WHERE id = promises.case_id AND {chosen} OFFSET 0) AS cases
    """  # noqa: S608 - constants and parameters


def _opened_before(chosen: _Conditions, after: Position) -> str:
    return f"(opened_at, id) < ({chosen.value(after.opened_at)}, {chosen.value(after.case_id)})"


def _reach(work: UnitOfWork, reader: Principal, chosen: _Conditions) -> None:
    """Keep the cases that may exist for the reader."""
    if reader.role in {Role.FRONT_OFFICE, Role.OPERATOR}:
        return
    if reader.role in DEPARTMENT_ROLES and reader.department:
        tag = chosen.value(department_tag(work, reader.department))
        chosen.add(
            f"EXISTS (SELECT FROM requests WHERE requests.case_id = cases.id AND requests.department_tag = {tag}"
            f" AND requests.state <> '{RequestState.CANCELLED}')"
        )
        chosen.add(f"shareable AND cases.state <> '{CaseState.ERASED}'")
    else:
        chosen.add("false")


def _narrow(reader: Principal, wanted: Filter, chosen: _Conditions) -> None:
    """Keep the cases of the queue that fit the filter."""
    if wanted.queue is Queue.MINE and reader.role is Role.FRONT_OFFICE:
        chosen.add(f"assignee = {chosen.value(reader.subject)}")
    if wanted.queue is Queue.FRONT_OFFICE:
        chosen.add(f"cases.state NOT IN ('{_OVER}')")
    if wanted.state:
        chosen.add(f"cases.state = {chosen.value(wanted.state)}")
    if wanted.reference:
        chosen.add(f"strpos(reference, {chosen.value(wanted.reference.upper())}) > 0")
