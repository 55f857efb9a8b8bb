"""What was not sealed for this event, by who may seal it, does not get in."""

import json
from base64 import b64decode
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

import pytest
import pytest_asyncio
from kit.memory_vault import MemoryKeys, MemoryVault

from loket_policy.vault import VAULT_GRANTS
from loket_shared.contracts.event import Event
from loket_shared.contracts.events.questions_submitted import QuestionSubmitted
from loket_shared.contracts.events.questions_withdrawn import QuestionWithdrawn
from loket_shared.contracts.registry import EVENTS
from loket_shared.envelope import Envelope, UnknownTypeError, UnreadableRecordError, open_event
from loket_shared.envelope.sealed_data import aad
from loket_shared.failures import WrongSealError
from loket_shared.sealing import Sealer
from loket_shared.sealing.sealer import Opened
from loket_shared.sealing.seals import Box

OnTheWire = Callable[[Event, Sealer], Awaitable[Envelope]]
SEALER = Sealer(MemoryVault())
CANARY = "kanarie-7f3a"


@pytest_asyncio.fixture
async def envelope(on_the_wire: OnTheWire) -> Envelope:
    return await on_the_wire(QuestionSubmitted.example(), SEALER)


def _with(envelope: Envelope, **changes: Any) -> Envelope:
    data = json.loads(envelope.data)
    return replace(envelope, data=json.dumps({**data, **changes}).encode())


async def _part_in(slot: str, envelope: Envelope, sealer: Sealer) -> str:
    """Return which part a slot holds."""
    part = json.loads(envelope.data)["sealed"][slot]
    box = Box(UUID(part["kid"]), b64decode(part["nonce"]), b64decode(part["ciphertext"]))
    (opened,) = await sealer.open_all([(box, aad(envelope.id, slot))])
    assert isinstance(opened, Opened)
    return str(json.loads(opened.content)["part"])


async def _refused(envelope: Envelope, reason: type[Exception]) -> None:
    with pytest.raises(reason) as refusal:
        await open_event(envelope, SEALER)
    assert CANARY not in str(refusal.value)


@pytest.mark.asyncio
@pytest.mark.parametrize("kind", ["nl.kennisveiligheid.questions.submitted.v2", "nl.kennisveiligheid.x.y.v1", ""])
async def test_an_unknown_type_or_version(kind: str, envelope: Envelope) -> None:
    await _refused(replace(envelope, type=kind), UnknownTypeError)


@pytest.mark.asyncio
@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"[]", b'"x"', b"{", b"[" * 50_000, b'{"sealed": []}', b'{"sealed": 1}']
)
async def test_data_that_are_no_json_object_with_slots(data: bytes, envelope: Envelope) -> None:
    await _refused(replace(envelope, data=data), UnreadableRecordError)


@pytest.mark.asyncio
async def test_a_slot_of_another_event_does_not_open(envelope: Envelope) -> None:
    await _refused(replace(envelope, id=str(uuid4())), WrongSealError)


@pytest.mark.asyncio
async def test_a_slot_under_another_name_does_not_open(envelope: Envelope) -> None:
    sealed = json.loads(envelope.data)["sealed"]
    await _refused(_with(envelope, sealed={f"{slot}0": part for slot, part in sealed.items()}), WrongSealError)


@pytest.mark.asyncio
async def test_a_key_that_nobody_made(envelope: Envelope) -> None:
    sealed = json.loads(envelope.data)["sealed"]
    forged = {slot: {**part, "kid": str(uuid4())} for slot, part in sealed.items()}
    await _refused(_with(envelope, sealed=forged), WrongSealError)


@pytest.mark.asyncio
@pytest.mark.parametrize("field", ["question", "asker"])
async def test_a_part_in_the_clear_is_refused_unread(field: str, envelope: Envelope) -> None:
    await _refused(_with(envelope, **{field: {"description": CANARY}}), WrongSealError)


@pytest.mark.asyncio
@pytest.mark.parametrize("service", sorted(VAULT_GRANTS))
@pytest.mark.parametrize("kind", [kind for kind in EVENTS if kind.sealed_parts()], ids=lambda kind: kind.TYPE)
async def test_a_part_that_is_missing_is_missed(kind: type[Event], service: str, on_the_wire: OnTheWire) -> None:
    """By who reaches it; by others too, unless an optional part could be all that is missing."""
    keys, reach = MemoryKeys(), VAULT_GRANTS[service]
    whole = await on_the_wire(kind.example(), Sealer(MemoryVault(keys)))
    await open_event(whole, Sealer(MemoryVault(keys, reach)))
    required, parts = kind.required_parts(), kind.sealed_parts()
    names = {kind.model_fields[field].alias: field for field in parts}
    sealed = json.loads(whole.data)["sealed"]
    for slot in sealed:
        missing = names[await _part_in(slot, whole, Sealer(MemoryVault(keys)))]
        rest = _with(whole, sealed={name: part for name, part in sealed.items() if name != slot})
        if missing in required and (parts[missing] in reach.compartments or required == parts):
            with pytest.raises(WrongSealError):
                await open_event(rest, Sealer(MemoryVault(keys, reach)))
        else:
            await open_event(rest, Sealer(MemoryVault(keys, reach)))


@pytest.mark.asyncio
async def test_an_event_without_any_of_its_parts_is_refused(envelope: Envelope) -> None:
    await _refused(_with(envelope, sealed={}), WrongSealError)


@pytest.mark.asyncio
async def test_a_part_under_the_key_of_another_compartment(on_the_wire: OnTheWire) -> None:
    example = QuestionSubmitted.example()

    class Misplaced(QuestionSubmitted):
        """Seals the asker as if it were for all who may read the question."""

        def key_name(self, compartment: Any) -> Any:
            return example.key_name(QuestionSubmitted.sealed_parts()["question"])

    await _refused(await on_the_wire(Misplaced(**dict(example)), SEALER), WrongSealError)


@pytest.mark.asyncio
async def test_a_part_under_the_key_of_another_question(on_the_wire: OnTheWire) -> None:
    example = QuestionWithdrawn.example()
    envelope = await on_the_wire(example, SEALER)
    other = str(uuid4())
    await _refused(replace(_with(envelope, questionId=other), partitionkey=other), WrongSealError)


@pytest.mark.asyncio
async def test_data_about_another_key_than_the_records(envelope: Envelope) -> None:
    await _refused(_with(envelope, questionId=str(uuid4())), UnreadableRecordError)


@pytest.mark.asyncio
async def test_clear_data_that_do_not_fit_their_type(envelope: Envelope) -> None:
    await _refused(_with(envelope, numberOfFiles=CANARY), UnreadableRecordError)


@pytest.mark.asyncio
async def test_fields_and_parts_of_a_later_release_are_passed_over(on_the_wire: OnTheWire) -> None:
    class Later(QuestionWithdrawn):
        """A later release of the same version: one clear field more."""

        added: str = "more"

    later = Later(**dict(QuestionWithdrawn.example()))
    assert await open_event(await on_the_wire(later, SEALER), SEALER) == QuestionWithdrawn.example()
