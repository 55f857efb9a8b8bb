"""The grants of each service in the vault: the compartments that it may use (docs/architecture.md#confidentiality).

``python -m loket_policy.vault COMMAND`` is the command line of the vault, for the owner of its database.
"""

import sys
from collections.abc import Mapping
from types import MappingProxyType

from loket_shared.contracts.compartments import Compartment
from loket_shared.sealing.command import main
from loket_shared.sealing.keys import VaultGrant

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

VAULT_GRANTS: Mapping[str, VaultGrant] = MappingProxyType({grant.service: grant for grant in _GRANTS})
"""The grants, by the service's name."""

if __name__ == "__main__":
    sys.exit(main(VAULT_GRANTS.values(), "python -m loket_policy.vault"))
