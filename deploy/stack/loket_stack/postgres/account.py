"""PostgreSQL refuses to run as root: which other account runs it then, and what that can reach."""

import os
import pwd
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from loket_stack.failures import StackError

_USABLE = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """An account of this machine without rights of its own."""

    name: str
    user: int
    group: int

    def owns(self, *paths: Path) -> None:
        """Hand ``paths`` to this account."""
        for path in paths:
            os.chown(path, self.user, self.group)


def unprivileged() -> Account | None:
    """Return the account to run PostgreSQL as, or nothing where the caller's own will do.

    Raises:
        StackError: the caller is root and this machine has no account to change to.
    """
    if os.geteuid() != 0:
        return None
    for name in _USABLE:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise StackError(
        f"PostgreSQL does not run as root, and none of the accounts {', '.join(_USABLE)} exists here",
        "start as another user, or create the account nobody",
    )


def all_may_pass(path: Path) -> bool:
    """Return whether everybody may go through ``path`` and what lies above it."""
    return all(folder.stat().st_mode & 0o001 for folder in _existing((path, *path.parents)))


def _existing(folders: Iterable[Path]) -> list[Path]:
    return [folder for folder in folders if folder.exists()]
