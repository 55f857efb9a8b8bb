"""The parts of the desk's policy that the shared library applies."""

from collections.abc import Mapping
from dataclasses import dataclass

from loket_shared.processing_log.register import Register
from loket_shared.sealing.grants import VaultGrant


@dataclass(frozen=True)
class DeskPolicy:
    """The policy: ``vault_grants`` by service, the ``covert`` departments and the ``register`` of processing
    activities.

    ``covert`` holds the codes of the departments whose participation must stay hidden.
    """

    vault_grants: Mapping[str, VaultGrant]
    covert: frozenset[str]
    register: Register
