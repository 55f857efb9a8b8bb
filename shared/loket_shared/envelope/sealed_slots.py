"""The shape of sealed parts on the wire.

``data.sealed`` maps an opaque slot to the key's id, the nonce and the ciphertext. Neither the name nor the order of a
slot reveals its part or compartment (design section 3, "Sealed by default").
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
    """The content of an opened slot: the part's wire name and its value."""

    part: str
    value: dict[str, Any]


def aad(event_id: str, slot: str) -> bytes:
    """Return the authenticated data that bind a sealed part to its event and slot."""
    return f"{event_id}/{slot}".encode()


def wire_name(kind: type[Event], field: str) -> str:
    """Return the name that a field has on the wire."""
    return kind.model_fields[field].alias or field
