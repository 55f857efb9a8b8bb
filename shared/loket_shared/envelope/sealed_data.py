"""The data of an event: its parts are sealed for the wire, and opened as far as the VaultGrant of a service allows.

``data.sealed`` maps an opaque slot to the id of its key, the nonce and the ciphertext. Neither the name nor the order
of a slot reveals its part or compartment (docs/architecture.md#the-contract-on-the-wire, "Sealed by default").
"""

import secrets
from base64 import b64encode
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from pydantic import Base64Bytes, TypeAdapter, ValidationError

from loket_shared.contracts.compartments import KeyName
from loket_shared.contracts.event import Event, parts_of
from loket_shared.contracts.model import WireModel
from loket_shared.contracts.registry import BY_TYPE
from loket_shared.envelope.envelope import Envelope, UnknownTypeError, UnreadableRecordError
from loket_shared.failures import ErasedError, WrongSealError
from loket_shared.sealing.keys import KeyState, VaultGrant
from loket_shared.sealing.sealer import Opened, Sealer, ToSeal
from loket_shared.sealing.seals import Box

SEALED = "sealed"


class Slot(WireModel):
    """One sealed part."""

    kid: UUID
    nonce: Base64Bytes
    ciphertext: Base64Bytes


class _Part(WireModel):
    """The content of an opened slot: the part's wire name and its value."""

    part: str
    value: dict[str, Any]


def aad(event_id: str, slot: str) -> bytes:
    """Return the authenticated data that bind a sealed part to its event and slot."""
    return f"{event_id}/{slot}".encode()


_SLOT_BYTES = 6


async def seal_event(event: Event, event_id: UUID, sealer: Sealer) -> bytes:
    """Return the event's data as JSON, with its parts sealed under the keys of their compartments.

    Raises:
        ErasedError: the question's keys are destroyed.
        KeyForbiddenError: a part's compartment is not in the publisher's grant.
        VaultUnreachableError: a key is needed and the vault does not answer.
    """
    data = event.clear_data()
    if values := _to_seal(event, str(event_id)):
        boxes = await sealer.seal_all(list(values.values()))
        # Sorted by their random names, so that the order reveals nothing either.
        data[SEALED] = {slot: _slot_of(box) for slot, box in sorted(zip(values, boxes, strict=True))}
    return orjson.dumps(data)


def _to_seal(event: Event, event_id: str) -> dict[str, ToSeal]:
    values = {}
    for part in parts_of(type(event)):
        if (value := getattr(event, part.field)) is not None:
            slot = secrets.token_hex(_SLOT_BYTES)
            content = orjson.dumps({"part": part.name, "value": orjson.Fragment(value.model_dump_json())})
            values[slot] = ToSeal(content, event.key_name(part.compartment), aad(event_id, slot))
    return values


def _slot_of(box: Box) -> dict[str, str]:
    return {
        "kid": str(box.kid),
        "nonce": b64encode(box.nonce).decode(),
        "ciphertext": b64encode(box.ciphertext).decode(),
    }


_DATA = TypeAdapter(dict[str, Any])
_SLOTS = TypeAdapter(dict[str, Slot])


class _Value(NamedTuple):
    value: dict[str, Any]
    key: KeyName


async def open_event(envelope: Envelope, sealer: Sealer) -> Event:
    """Return the event; a part is None if its compartment is not in this service's grant.

    Raises:
        ErasedError: a key is destroyed.
        UnknownTypeError: the registry does not know this type or version.
        UnreadableRecordError: the data do not fit the type.
        WrongSealError: a part was not sealed for this event under its own key, is in the clear, or is missing.
        VaultUnreachableError: the vault does not answer.
    """
    kind = BY_TYPE.get(envelope.type)
    if kind is None:
        raise UnknownTypeError("the type, or its version, is not in the registry")
    data, slots = _read(envelope.data)
    if any(part.field in data or part.name in data for part in parts_of(kind)):
        raise WrongSealError("a part that travels sealed stands in the clear")
    opened = await _open(envelope.id, slots, sealer)
    values = _values(opened)
    event = _build(kind, data, values, envelope)
    _require_parts(event, values, opened.count(KeyState.FORBIDDEN), sealer.grant)
    _require_own_keys(event, values)
    return event


async def fetch_keys(envelopes: Iterable[Envelope], sealer: Sealer) -> None:
    """Ask the vault for the keys of several events in one round trip, so that ``open_event`` finds them in the cache.

    Unreadable data are passed over: ``open_event`` refuses them.

    Raises:
        VaultUnreachableError: the vault does not answer.
    """
    kids: set[UUID] = set()
    for envelope in envelopes:
        with suppress(UnreadableRecordError):
            kids.update(slot.kid for slot in _read(envelope.data)[1].values())
    if kids:
        await sealer.fetch_keys(kids)


async def open_parts(event_id: str, data: bytes, sealer: Sealer) -> dict[str, dict[str, Any]]:
    """Return the sealed parts of an event's ``data`` that this service may open, by their wire names.

    Only for events that the service published itself; raises the errors of ``open_event``.
    """
    _, slots = _read(data)
    return {name: part.value for name, part in _values(await _open(event_id, slots, sealer)).items()}


async def _open(event_id: str, slots: dict[str, Slot], sealer: Sealer) -> list[Opened | KeyState]:
    boxes = [(Box(slot.kid, slot.nonce, slot.ciphertext), aad(event_id, name)) for name, slot in slots.items()]
    return await sealer.open_all(boxes)


def _read(data: bytes) -> tuple[dict[str, Any], dict[str, Slot]]:
    try:
        clear = _DATA.validate_python(orjson.loads(data))
        return clear, _SLOTS.validate_python(clear.pop(SEALED, {}))
    except (orjson.JSONDecodeError, ValidationError) as error:
        raise UnreadableRecordError("the data are not what an event of this desk holds") from error


def _values(opened: list[Opened | KeyState]) -> dict[str, _Value]:
    if KeyState.DESTROYED in opened:
        raise ErasedError
    if KeyState.UNKNOWN in opened:
        raise WrongSealError("no key has the id that a slot names")
    try:
        parts = [(_Part.model_validate_json(box.content), box.name) for box in opened if isinstance(box, Opened)]
    except ValidationError as error:
        raise WrongSealError("a slot does not hold a part") from error
    return {part.part: _Value(part.value, key) for part, key in parts}


def _build(kind: type[Event], clear: dict[str, Any], values: dict[str, _Value], envelope: Envelope) -> Event:
    parts = {part.name: values[part.name].value for part in parts_of(kind) if part.name in values}
    try:
        event = kind.model_validate({**clear, **parts, **kind.from_attributes(envelope.subject)})
    except ValidationError as error:
        raise UnreadableRecordError("the data do not fit the type") from error
    if str(event.key) != envelope.partitionkey:
        raise UnreadableRecordError("the data are about another key than the record's")
    return event


def _require_parts(event: Event, values: dict[str, _Value], closed: int, reach: VaultGrant) -> None:
    """Require each part in the grant, and a closed slot for each part outside of the grant."""
    required = [part for part in parts_of(type(event)) if not part.optional]
    within = {part.name for part in required if part.compartment in reach.compartments}
    if not within <= values.keys() or closed < len(required) - len(within):
        raise WrongSealError("a part is missing")


def _require_own_keys(event: Event, values: dict[str, _Value]) -> None:
    """Require that each key belongs to the event's own question or request, and to the part's compartment."""
    for part in parts_of(type(event)):
        key = values[part.name].key if part.name in values else None
        if key and (key.compartment, key.request_id or key.question_id) != (part.compartment, event.key):
            raise WrongSealError("a part is sealed under a key that is not its own")
