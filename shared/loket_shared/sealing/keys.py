"""Data keys, and the states in which the vault gives no key."""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from loket_shared.contracts.compartments import KeyName

SECRET_BYTES = 32
"""Bytes of an AES-256 key."""


@dataclass(frozen=True, slots=True)
class DataKey:
    """A data key in the clear: its random id, the name that it is bound to forever, and the secret."""

    kid: UUID
    name: KeyName
    secret: bytes = field(repr=False)


class KeyState(StrEnum):
    """The reason why the vault gives no key."""

    DESTROYED = "destroyed"
    FORBIDDEN = "forbidden"
    UNKNOWN = "unknown"
