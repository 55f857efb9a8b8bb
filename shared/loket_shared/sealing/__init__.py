"""Content is readable only by who holds its key; destroying the key is erasing the content.

``vault.py`` says what a vault of data keys does, ``sealer.py`` seals and opens with its keys. The
vault has a database of its own, which is backed up apart from all others and for at most 30 days:
until then a destroyed key could come back from a backup of the vault, and from nowhere else.
"""

from loket_shared.sealing.open_vault import open_vault
from loket_shared.sealing.sealer import Sealer
from loket_shared.sealing.vault import Vault

__all__ = ["Sealer", "Vault", "open_vault"]
