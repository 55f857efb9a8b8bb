"""However many parts an event or a list has, the vault is asked once."""

from collections.abc import Collection, Iterable
from uuid import UUID, uuid4

import pytest
from kit.memory_vault import MemoryVault

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.sealer import Opened, Sealer, ToSeal


class CountingVault(MemoryVault):
    """Counts how often it is asked."""

    asked = 0

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        self.asked += 1
        return await super().ensure(names)

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        self.asked += 1
        return await super().open(kids)


@pytest.mark.asyncio
async def test_sealing_and_opening_many() -> None:
    vault = CountingVault()
    names = [KeyName(uuid4(), compartment) for compartment in Compartment for _ in range(5)]
    values = [ToSeal(f"value {number}".encode(), name, f"place {number}".encode()) for number, name in enumerate(names)]
    boxes = await Sealer(vault).seal_all(values)
    opened = await Sealer(vault).open_all([(box, value.aad) for box, value in zip(boxes, values, strict=True)])
    assert opened == [Opened(value.content, value.name) for value in values]
    assert vault.asked == 2
