"""Seals the data of an event for the wire."""

import secrets
from base64 import b64encode
from uuid import UUID

import orjson

from loket_shared.contracts.event import Event
from loket_shared.envelope.sealed_slots import SEALED, aad, wire_name
from loket_shared.sealing.box import Box
from loket_shared.sealing.sealer import Sealer, ToSeal

_SLOT_BYTES = 6


async def seal_event(event: Event, event_id: UUID, sealer: Sealer) -> bytes:
    """Return the event's data as JSON, with its parts sealed under the keys of their compartments.

    Raises:
        ErasedError: the question's keys are destroyed.
        KeyForbiddenError: a part's compartment is not in the publisher's grant.
        VaultUnreachableError: a key is needed and the vault does not answer.
    """
    data = event.clear_data()
    if values := _values(event, str(event_id)):
        boxes = await sealer.seal_all(list(values.values()))
        # Sorted by their random names, so that the order reveals nothing either.
        data[SEALED] = {slot: _slot(box) for slot, box in sorted(zip(values, boxes, strict=True))}
    return orjson.dumps(data)


def _values(event: Event, event_id: str) -> dict[str, ToSeal]:
    values = {}
    for field, compartment in event.sealed_parts().items():
        if (value := getattr(event, field)) is not None:
            slot = secrets.token_hex(_SLOT_BYTES)
            content = orjson.dumps({"part": wire_name(type(event), field), "value": value.model_dump(mode="json")})
            values[slot] = ToSeal(content, event.key_name(compartment), aad(event_id, slot))
    return values


def _slot(box: Box) -> dict[str, str]:
    return {
        "kid": str(box.kid),
        "nonce": b64encode(box.nonce).decode(),
        "ciphertext": b64encode(box.ciphertext).decode(),
    }
