"""The rights of a service in the vault, independent of the vault's database (design section 5)."""

from dataclasses import dataclass

from loket_shared.contracts.compartments import Compartment

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
