"""Every event of the registry opens for who may read it, part by part, and shows nothing on the way."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

import pytest
from kit.memory_vault import MemoryKeys, MemoryVault

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.event import Event
from loket_shared.contracts.examples import MOMENT, QUESTION_ID
from loket_shared.contracts.registry import EVENTS
from loket_shared.envelope import Envelope, open_event, to_record
from loket_shared.failures import ErasedError, VaultUnreachableError
from loket_shared.sealing import Sealer

OnTheWire = Callable[[Event, Sealer], Awaitable[Envelope]]
LONGEST_NAME = 8
DRAWN = re.compile("[0-9a-f]{12}")
SEALED = [kind for kind in EVENTS if kind.sealed_parts()]


def _words(value: Any) -> Iterator[str]:
    """Every text in a part that is not so short that a name in the clear could hold it by chance."""
    if isinstance(value, dict):
        yield from (word for entry in value.values() for word in _words(entry))
    elif isinstance(value, list | tuple):
        yield from (word for entry in value for word in _words(entry))
    elif isinstance(value, str) and len(value) > LONGEST_NAME:
        yield value


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", EVENTS)
async def test_opens_unchanged_for_who_may_read_all(kind: type[Event], on_the_wire: OnTheWire) -> None:
    sealer = Sealer(MemoryVault())
    assert await open_event(await on_the_wire(kind.example(), sealer), sealer) == kind.example()


@pytest.mark.asyncio
@pytest.mark.parametrize("service", sorted(VAULT_GRANTS))
@pytest.mark.parametrize("kind", EVENTS)
async def test_a_service_finds_nothing_where_its_role_does_not_reach(
    kind: type[Event], service: str, on_the_wire: OnTheWire
) -> None:
    keys, example = MemoryKeys(), kind.example()
    envelope = await on_the_wire(example, Sealer(MemoryVault(keys)))
    read = await open_event(envelope, Sealer(MemoryVault(keys, VAULT_GRANTS[service])))
    for part, compartment in kind.sealed_parts().items():
        reached = compartment in VAULT_GRANTS[service].compartments
        assert getattr(read, part) == (getattr(example, part) if reached else None)
    assert read.clear_data() == example.clear_data()


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", SEALED)
async def test_no_word_of_a_part_shows_on_the_record(kind: type[Event], on_the_wire: OnTheWire) -> None:
    example = kind.example()
    key, value, headers = to_record(await on_the_wire(example, Sealer(MemoryVault())))
    shown = b"\n".join([key, value, *(text for _, text in headers)]).decode()
    parts = [getattr(example, part).model_dump(mode="json") for part in kind.sealed_parts() if getattr(example, part)]
    allowed = {example.subject, str(example.key), MOMENT.isoformat()}
    hidden = set(_words(parts)) - allowed
    assert not [word for word in hidden if word in shown]


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", SEALED)
async def test_slots_tell_neither_part_nor_compartment(kind: type[Event], on_the_wire: OnTheWire) -> None:
    sealer = Sealer(MemoryVault())
    first, second = [json.loads((await on_the_wire(kind.example(), sealer)).data)["sealed"] for _ in range(2)]
    assert len(first) == len(second)
    assert first.keys().isdisjoint(second)
    for slots in (first, second):
        assert list(slots) == sorted(slots)
        assert all(DRAWN.fullmatch(slot) for slot in slots)
        # What a part or a compartment is called could stand nowhere else: the rest is drawn or encrypted.
        assert {field for slot in slots.values() for field in slot} == {"kid", "nonce", "ciphertext"}


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", SEALED)
async def test_counts_as_erased_once_its_keys_are_destroyed(kind: type[Event], on_the_wire: OnTheWire) -> None:
    keys = MemoryKeys()
    sealer = Sealer(MemoryVault(keys))
    envelope = await on_the_wire(kind.example(), sealer)
    keys.destroy(QUESTION_ID)
    with pytest.raises(ErasedError):
        await open_event(envelope, sealer)
    with pytest.raises(ErasedError):
        await on_the_wire(kind.example(), sealer)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", SEALED)
async def test_is_tried_again_while_the_vault_is_away(kind: type[Event], on_the_wire: OnTheWire) -> None:
    vault = MemoryVault()
    envelope = await on_the_wire(kind.example(), Sealer(vault))
    vault.reachable = False
    with pytest.raises(VaultUnreachableError):
        await open_event(envelope, Sealer(vault))
