"""Sealing and opening columns, the names of their keys, and the tag by which a department's requests are found."""

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
    """Seal several values with at most one question to the vault; raises as ``UnitOfWork.seal``."""
    boxes = await work.sealer.seal_all([ToSeal(c.value, c.name, c.place.aad) for c in contents])
    return [box.to_bytes() for box in boxes]


async def open_all(work: UnitOfWork, sealed: Sequence[tuple[bytes, Place]]) -> list[bytes | None]:
    """Open several values with at most one question to the vault; None where the keys are destroyed.

    Raises:
        WrongSealError: a value was not sealed for its place.
    """
    opened = await work.sealer.open_many([(blob, place.aad) for blob, place in sealed])
    return [None if isinstance(value, KeyState) else value for value in opened]


def case_key(case_id: UUID, compartment: Compartment) -> KeyName:
    """Name a key of the case."""
    return KeyName(case_id, compartment)


def work_key(case_id: UUID, request_id: UUID) -> KeyName:
    """Name the key of one department's work on the case."""
    return KeyName(case_id, Compartment.WORK, request_id)


def department_tag(work: UnitOfWork, department: str) -> str:
    """Return the stable name under which the department's requests are found.

    It tells nothing to who holds a copy of the tables without the master key.
    """
    return work.vault.pseudonym(f"department {department}")
