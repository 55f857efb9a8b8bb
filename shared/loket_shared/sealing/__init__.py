"""Seals content with data keys from the vault. Destroying a key erases its content.

``vault.py`` defines the vault of data keys; ``sealer.py`` seals and opens with its keys. The vault has a database of
its own, whose backups are separate and are kept for at most 30 days. Its disk and backups may still hold a destroyed
key, but only wrapped under the master key of that time, and that master key is destroyed within days (``rotate.py``).
"""

from loket_shared.sealing.postgres_vault import open_vault
from loket_shared.sealing.sealer import Sealer
from loket_shared.sealing.vault import Vault

__all__ = ["Sealer", "Vault", "open_vault"]
