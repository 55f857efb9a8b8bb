"""The law of the desk, as far as the transport applies it."""

from collections.abc import Mapping
from dataclasses import dataclass

from loket_shared.processing_log.register import Register
from loket_shared.sealing.grants import VaultGrant


@dataclass(frozen=True)
class DeskPolicy:
    """What the services are given: ``vault_grants`` by service, and the ``register`` of processing activities.

    ``covert`` holds the codes of the departments whose participation stays hidden.
    """

    vault_grants: Mapping[str, VaultGrant]
    covert: frozenset[str]
    register: Register
