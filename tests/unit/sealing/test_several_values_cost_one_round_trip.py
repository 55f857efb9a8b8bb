"""However many parts an event or a list has, the vault is asked once."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID, uuid4

import orjson
import pytest
from kit.envelopes import envelope_of
from kit.memory_vault import MemoryVault

from loket_shared.contracts.compartments import Compartment, KeyName
from loket_shared.contracts.events.cases_answered import CaseAnswered
from loket_shared.contracts.events.cases_opened import CaseOpened
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.envelope import fetch_keys
from loket_shared.sealing.keys import DataKey, KeyState
from loket_shared.sealing.sealer import Opened, Sealer, ToSeal


class CountingVault(MemoryVault):
    """Counts how often it is asked."""

    asked = 0
    opened: frozenset[UUID] = frozenset()

    async def ensure(self, names: Iterable[KeyName]) -> dict[KeyName, DataKey]:
        self.asked += 1
        return await super().ensure(names)

    async def open(self, kids: Collection[UUID]) -> dict[UUID, DataKey | KeyState]:
        self.asked += 1
        self.opened |= set(kids)
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


@pytest.mark.asyncio
async def test_fetching_the_keys_of_several_events() -> None:
    vault = CountingVault()
    sealer = Sealer(vault)
    events = [await envelope_of(kind.example(), sealer) for kind in (QuestionSubmitted, CaseAnswered)]
    unreadable = replace(events[0], data=b"{")
    before = vault.asked
    await fetch_keys([unreadable, *events], sealer)
    assert vault.asked == before + 1
    named = {slot["kid"] for event in events for slot in orjson.loads(event.data)["sealed"].values()}
    assert {str(kid) for kid in vault.opened} == named


@pytest.mark.asyncio
async def test_events_without_sealed_parts_need_no_key() -> None:
    vault = CountingVault()
    sealer = Sealer(vault)
    await fetch_keys([await envelope_of(CaseOpened.example(), sealer)], sealer)
    assert vault.asked == 0
