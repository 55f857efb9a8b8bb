"""Which service reaches which compartments, for every kind of vault (design section 5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loket_shared.contracts.compartments import Compartment

_ROLE_PREFIX = "loket_"


@dataclass(frozen=True)
class VaultGrant:
    """The rights of the role of ``service`` in the vault.

    ``makes_ahead`` are the compartments whose keys it makes before the question exists; since a
    maker sees the key, every compartment is made by a service that may read it.
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
    """Return the service whose role this is in the vault's database."""
    return role.removeprefix(_ROLE_PREFIX)


_GRANTS = (
    VaultGrant(
        "intake",
        compartments=frozenset({Compartment.QUESTION, Compartment.ASKER, Compartment.ANSWER}),
        makes_ahead=frozenset({Compartment.QUESTION, Compartment.ASKER, Compartment.ANSWER}),
        takes_in=True,
    ),
    VaultGrant(
        "routing",
        compartments=frozenset({Compartment.QUESTION, Compartment.PARTICIPATION}),
        makes_ahead=frozenset({Compartment.PARTICIPATION}),
    ),
    VaultGrant("backoffice", compartments=frozenset(Compartment), erases=True),
    VaultGrant("notifications", compartments=frozenset({Compartment.ASKER, Compartment.NOTICE})),
)

VAULT_GRANTS: Mapping[str, VaultGrant] = MappingProxyType({reach.service: reach for reach in _GRANTS})
"""By the service's name."""
