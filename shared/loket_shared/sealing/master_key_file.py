"""The file with the master keys: every process that uses the vault reads it, and the rotation writes it."""

import asyncio
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import structlog

from loket_shared.observability import metrics
from loket_shared.sealing.master_keys import MasterKeys

SECONDS_BETWEEN_LOOKS = 5.0
SECONDS_BETWEEN_WARNINGS = 3600.0

_LOG = structlog.get_logger(__name__)


class MasterKeyFile:
    """The master keys in the file; raises the errors of ``MasterKeys.read`` when it is made."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = _state_of(path)
        self.keys = MasterKeys.read(path)

    def reload(self) -> None:
        """Read the file again if it changed; keep the present keys if it cannot be read."""
        try:
            state = _state_of(self._path)
            if state != self._seen:
                self.keys, self._seen = MasterKeys.read(self._path), state
        except (OSError, ValueError) as error:
            _LOG.warning("the master keys cannot be read", failure=type(error).__name__)

    async def follow(self, longest: timedelta) -> None:
        """Reload the file within seconds after a change, and warn if the oldest key is older than ``longest``; never
        returns.
        """
        clock = asyncio.get_running_loop().time
        warned = clock() - SECONDS_BETWEEN_WARNINGS
        while True:
            self.reload()
            age = self.age
            metrics.master_key_age.set(age.total_seconds())
            if age > longest and clock() - warned >= SECONDS_BETWEEN_WARNINGS:
                warned = clock()
                _LOG.warning("the rotation of the master keys is overdue", days=round(age.total_seconds() / 86400, 1))
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)

    @property
    def age(self) -> timedelta:
        """The minimum time that the oldest key has been in use."""
        written = datetime.fromtimestamp(self._path.stat().st_mtime, UTC)
        return self.keys.age or datetime.now(UTC) - written


def write_keys(path: Path, keys: MasterKeys) -> None:
    """Replace the content of the file by ``keys`` atomically, with the same owner and mode.

    The blocks of the old file are overwritten; some media keep the old data all the same.
    """
    with path.open("r+b") as old:
        state = os.fstat(old.fileno())
        fresh = path.with_name(f".{path.name}.{os.getpid()}")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as out:
            out.write(keys.to_text())
            out.flush()
            os.fchmod(out.fileno(), state.st_mode & 0o777)
            os.fchown(out.fileno(), state.st_uid, state.st_gid)
            os.fsync(out.fileno())
        fresh.replace(path)
        _sync_folder(path.parent)
        old.write(bytes(state.st_size))
        old.flush()
        os.fsync(old.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _state_of(path: Path) -> tuple[int, int, int]:
    state = path.stat()
    return state.st_ino, state.st_mtime_ns, state.st_size
