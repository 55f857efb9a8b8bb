"""Data keys, and what a vault says where it gives none."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from loket_shared.contracts.compartments import KeyName

SECRET_BYTES = 32
"""AES-256."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """One key in the clear: its random id, the name it is bound to for ever, and the secret."""

    kid: UUID
    name: KeyName
    secret: bytes = field(repr=False)


class KeyState(StrEnum):
    """Why a vault gives no key."""

    DESTROYED = "destroyed"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
