"""Seals and opens columns; the names of their keys, and the tag that finds a department's requests."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.sealing.keys import KeyState
from loket_shared.sealing.sealer import ToSeal
from loket_shared.unit_of_work import Place, UnitOfWork


class Content(NamedTuple):
    """A value to be sealed for its place."""

    value: bytes
    name: KeyName
    place: Place


async def seal_all(work: UnitOfWork, contents: Sequence[Content]) -> list[bytes]:
    """Seal several values with at most one call to the vault; raises as ``UnitOfWork.seal``."""
    boxes = await work.sealer.seal_all([ToSeal(c.value, c.name, c.place.aad) for c in contents])
    return [box.to_bytes() for box in boxes]


async def open_all(work: UnitOfWork, sealed: Sequence[tuple[bytes, Place]]) -> list[bytes | None]:
    """Open several values with at most one call to the vault; None for a value whose keys are destroyed.

    Raises:
        WrongSealError: a value was not sealed for its place.
    """
    opened = await work.sealer.open_many([(blob, place.aad) for blob, place in sealed])
    return [None if isinstance(value, KeyState) else value for value in opened]


def case_key(case_id: UUID, compartment: Compartment) -> KeyName:
    """Return the name of a key of the case."""
    return KeyName(case_id, compartment)


def work_key(case_id: UUID, request_id: UUID) -> KeyName:
    """Return the name of the key of one department's work on the case."""
    return KeyName(case_id, Compartment.WORK, request_id)


def department_tag(work: UnitOfWork, department: str) -> str:
    """Return the stable tag that finds the department's requests.

    Without the master key it reveals nothing to the holder of a copy of the tables.
    """
    return work.vault.pseudonym(f"department {department}")
