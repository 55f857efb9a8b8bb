"""The shape of sealed parts on the wire.

``data.sealed`` maps an opaque slot to the key's id, the nonce and the ciphertext. Neither a slot's
name nor its place tells which part or which compartment it is (design section 3, "Sealed by default").
"""

from typing import Any
from uuid import UUID

from pydantic import Base64Bytes

from loket_shared.contracts.event import Event
from loket_shared.contracts.model import WireModel

SEALED = "sealed"


class Slot(WireModel):
    """One sealed part."""

    kid: UUID
    nonce: Base64Bytes
    ciphertext: Base64Bytes


class Part(WireModel):
    """What a slot holds when it is open: the part's wire name and its value."""

    part: str
    value: dict[str, Any]


def aad(event_id: str, slot: str) -> bytes:
    """Return what binds a sealed part to its event and its slot."""
    return f"{event_id}/{slot}".encode()


def wire_name(kind: type[Event], field: str) -> str:
    """Return the name that a field has on the wire."""
    return kind.model_fields[field].alias or field
