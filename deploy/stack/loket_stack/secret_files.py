"""The secrets of one stack: created at the first start, in files that only their owner can read."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from loket_shared.sealing.master_keys import MasterKeys
from loket_stack.console import StackError

MASTER_KEY = "master-key"
"""The name of the file with the vault's master keys."""


def password(file: Path) -> str:
    """Return the password in ``file``; create it if needed."""
    return _kept(file, lambda: secrets.token_urlsafe(24))


def master_key(file: Path) -> Path:
    """Return ``file`` with the vault's master keys; only the supervisor replaces them."""
    _kept(file, lambda: MasterKeys.fresh().to_text())
    return file


def audit_key(file: Path) -> Path:
    """Return ``file`` with the key of one service's audit trail; create it if needed."""
    _kept(file, lambda: base64.b64encode(secrets.token_bytes(32)).decode())
    return file


def require_secret(file: Path) -> None:
    """Check that ``file`` still exists if there are data that only its secret opens.

    Raises:
        StackError: the file is gone.
    """
    if not file.exists():
        raise StackError(
            f"the secret {file} is missing; without it nobody can open the data of this stack",
            "put the file back from your backup, or delete the data with ./loket reset",
        )


def write_closed(file: Path, text: str) -> None:
    """Replace ``file`` atomically by one that only its owner can read."""
    fresh = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    fresh.replace(file)


def _kept(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        write_closed(file, make())
    return file.read_text()
