"""Secrets of one stack: made at the first start, kept in files that only their owner reads."""

import base64
import os
import secrets
from collections.abc import Callable
from pathlib import Path

from loket_shared.sealing.master_keys import MasterKeys
from loket_stack.failures import StackError

MASTER_KEY = "master-key"
"""The name of the file with the vault's master keys."""


def password(file: Path) -> str:
    """Return the password in ``file``, made when there is none yet."""
    return _kept(file, lambda: secrets.token_urlsafe(24))


def master_key(file: Path) -> Path:
    """Return ``file``, holding the vault's master keys; the supervisor alone replaces them."""
    _kept(file, lambda: MasterKeys.fresh().to_text())
    return file


def audit_key(file: Path) -> Path:
    """Return ``file``, holding the key of one service's audit trail, made when there is none yet."""
    _kept(file, lambda: base64.b64encode(secrets.token_bytes(32)).decode())
    return file


def require_secret(file: Path) -> None:
    """Make sure that ``file`` is not gone while there are data that only it opens.

    Raises:
        StackError: it is gone.
    """
    if not file.exists():
        raise StackError(
            f"the secret {file} is gone, and the data that are here cannot be opened without it",
            "put the file back from your backup, or start afresh with ./loket reset",
        )


def write_closed(file: Path, text: str) -> None:
    """Replace ``file`` as a whole by one that only its owner reads."""
    fresh = file.with_suffix(f".{os.getpid()}")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
    fresh.replace(file)


def _kept(file: Path, make: Callable[[], str]) -> str:
    if not file.exists():
        write_closed(file, make())
    return file.read_text()
