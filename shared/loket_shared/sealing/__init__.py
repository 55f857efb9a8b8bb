"""Content is readable only by who holds its key; destroying the key is erasing the content.

``vault.py`` says what a vault of data keys does, ``sealer.py`` seals and opens with its keys. The
vault has a database of its own, which is backed up apart from all others and for at most 30 days.
What its disk and its backups still hold of a destroyed key opens only under the master key of that
time, which is destroyed within days (``rotate.py``).
"""

from loket_shared.sealing.open_vault import open_vault
from loket_shared.sealing.sealer import Sealer
from loket_shared.sealing.vault import Vault

__all__ = ["Sealer", "Vault", "open_vault"]
