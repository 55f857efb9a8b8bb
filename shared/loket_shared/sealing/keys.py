"""Data keys, the states in which the vault gives no key, and the rights of a service in the vault.

The rights do not depend on the database of the vault (docs/architecture.md#confidentiality).
"""

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from loket_shared.contracts.compartments import Compartment, KeyName

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


_ROLE_PREFIX = "loket_"


@dataclass(frozen=True)
class VaultGrant:
    """The rights of the role of ``service`` in the vault.

    ``makes_ahead`` are the compartments whose keys the service makes before the question exists. A maker sees the key,
    so the service must also have the compartment. ``takes_in`` permits allocating question ids, ``erases`` destroying
    keys.
    """

    service: str
    compartments: frozenset[Compartment]
    makes_ahead: frozenset[Compartment] = frozenset()
    takes_in: bool = False
    erases: bool = False

    @property
    def role(self) -> str:
        """The service's role in the vault's database."""
        return _ROLE_PREFIX + self.service


def service_of(role: str) -> str:
    """Return the service of a role in the vault's database."""
    return role.removeprefix(_ROLE_PREFIX)
