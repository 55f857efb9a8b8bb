"""The questions whose route would change, sealed twice: for the simulation, and for the question itself.

The simulation's key alone opens nothing. Without it nobody learns which questions they are, not even by the id of a
key. Rows are ordered by keyed marks, which reveal nothing.
"""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from loket_routing.domain.simulation.compare import Audience, Change, ChangedQuestion, ChangedRow
from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.failures import ErasedError
from loket_shared.sealing.sealer import ToSeal
from loket_shared.unit_of_work import Place, UnitOfWork

_KEEP = """
    INSERT INTO simulation_changes (simulation_id, mark, is_open, sealed)
    SELECT $1, row.* FROM unnest($2::text[], $3::boolean[], $4::bytea[]) AS row (mark, is_open, sealed)
"""
_NUMBER = """
    UPDATE simulation_changes AS change SET full_number = place.full_number, open_number = place.open_number
    FROM (
        SELECT mark, row_number() OVER (ORDER BY mark) AS full_number,
               CASE WHEN is_open THEN row_number() OVER (PARTITION BY is_open ORDER BY mark) END AS open_number
        FROM simulation_changes WHERE simulation_id = $1
    ) AS place
    WHERE change.simulation_id = $1 AND change.mark = place.mark
"""
_PAGES: dict[Audience, str] = {
    "open": """
        SELECT mark, sealed, open_number AS number FROM simulation_changes
        WHERE simulation_id = $1 AND open_number > $2::bigint ORDER BY open_number LIMIT $3
    """,
    "full": """
        SELECT mark, sealed, full_number AS number FROM simulation_changes
        WHERE simulation_id = $1 AND full_number > $2::bigint ORDER BY full_number LIMIT $3
    """,
}
_FORGET = "DELETE FROM simulation_changes WHERE mark = ANY($1)"
_DROP = "DELETE FROM simulation_changes WHERE simulation_id = $1"
_SIMULATIONS = "SELECT id FROM simulations"


class QuestionChange(NamedTuple):
    """A question whose route would change, and the change."""

    question_id: UUID
    change: Change


class _Sealed(NamedTuple):
    """The columns of a row; ``is_open``: more than covert participation changes."""

    mark: str
    is_open: bool
    sealed: bytes


class ChangesPage(NamedTuple):
    """A page of rows; ``numbers`` has those of erased rows too, so that the next page begins after the last."""

    rows: tuple[ChangedRow, ...]
    numbers: tuple[int, ...]


async def add_changes(work: UnitOfWork, simulation_id: UUID, changes: Sequence[QuestionChange]) -> None:
    """Add the changed questions, without those that are erased by now."""
    # Sorted by mark, so that the order of insertion reveals nothing.
    sealed = sorted(await _seal(work, simulation_id, changes))
    columns = ([getattr(row, column) for row in sealed] for column in _Sealed._fields)
    await work.driver.execute(_KEEP, simulation_id, *columns)


async def number_changes(work: UnitOfWork, simulation_id: UUID) -> None:
    """Number the rows, without gaps for either audience."""
    await work.driver.execute(_NUMBER, simulation_id)


async def read_changes_page(
    work: UnitOfWork, simulation_id: UUID, audience: Audience, after: int, most: int
) -> ChangesPage:
    """Return at most ``most`` rows after the number ``after``, without those of erased questions."""
    kept = await work.driver.fetch(_PAGES[audience], simulation_id, after, most)
    outer = [(row["sealed"], _outer(simulation_id, row["mark"]).aad) for row in kept]
    boxes = zip(kept, await work.sealer.open_many(outer), strict=True)
    inner = {row: box for row, box in boxes if isinstance(box, bytes)}
    opened = await work.sealer.open_many([(box, _inner(simulation_id, row["mark"]).aad) for row, box in inner.items()])
    contents = zip(inner, opened, strict=True)
    rows = (_row(row["number"], content, audience) for row, content in contents if isinstance(content, bytes))
    return ChangesPage(tuple(row for row in rows if row), tuple(row["number"] for row in kept))


async def delete_changes(work: UnitOfWork, simulation_id: UUID) -> None:
    """Delete every row of a simulation that starts again, or ended without a result."""
    await work.driver.execute(_DROP, simulation_id)


async def delete_changes_of_question(work: UnitOfWork, question_id: UUID) -> None:
    """Delete the rows of a question from every simulation."""
    simulations = await work.driver.fetch(_SIMULATIONS)
    await work.driver.execute(_FORGET, [_mark(work, row["id"], question_id) for row in simulations])


def _row(number: int, content: bytes, audience: Audience) -> ChangedRow | None:
    seen: ChangedQuestion | None = getattr(Change.model_validate_json(content), audience)
    return ChangedRow(row=number, before=seen.before, after=seen.after, facts=seen.facts) if seen else None


async def _seal(work: UnitOfWork, simulation_id: UUID, changes: Sequence[QuestionChange]) -> list[_Sealed]:
    try:
        return await _seal_all(work, simulation_id, changes)
    except ErasedError:
        if len(changes) == 1:
            return []
        return [row for change in changes for row in await _seal(work, simulation_id, [change])]


async def _seal_all(work: UnitOfWork, simulation_id: UUID, changes: Sequence[QuestionChange]) -> list[_Sealed]:
    marks = [_mark(work, simulation_id, question_id) for question_id, _ in changes]
    inner = [
        ToSeal(
            change.model_dump_json(by_alias=True).encode(),
            KeyName(question_id, Compartment.PARTICIPATION),
            _inner(simulation_id, mark).aad,
        )
        for (question_id, change), mark in zip(changes, marks, strict=True)
    ]
    name = KeyName(simulation_id, Compartment.PARTICIPATION)
    outer = [
        ToSeal(box.to_bytes(), name, _outer(simulation_id, mark).aad)
        for box, mark in zip(await work.sealer.seal_all(inner), marks, strict=True)
    ]
    boxes = await work.sealer.seal_all(outer)
    return [
        _Sealed(mark, change.open is not None, box.to_bytes())
        for mark, (_, change), box in zip(marks, changes, boxes, strict=True)
    ]


def _mark(work: UnitOfWork, simulation_id: UUID, question_id: UUID) -> str:
    return work.vault.pseudonym(f"simulation {simulation_id}/{question_id}")


def _inner(simulation_id: UUID, mark: str) -> Place:
    return Place("simulation_changes", f"{simulation_id}/{mark}", "change")


def _outer(simulation_id: UUID, mark: str) -> Place:
    return Place("simulation_changes", f"{simulation_id}/{mark}", "sealed")
