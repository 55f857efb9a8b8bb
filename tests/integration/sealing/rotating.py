"""Rotating master keys in the hands of a test."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import asyncpg

from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.rotate import Rotation, Step
from loket_shared.sealing.vault_database import VaultDatabase
from loket_stack.postgres.databases import Databases

AT_ONCE = timedelta(0)


def backoffice(databases: Databases) -> str:
    """Return the address of the vault for a service's role."""
    return databases.url("loket_backoffice", "vault")


def run(
    command: str, databases: Databases, file: Path, *arguments: str, **told: str
) -> subprocess.CompletedProcess[str]:
    """Run a command of who owns the vault."""
    environment = {
        **os.environ,
        "LOKET_VAULT_URL": databases.url("loket_vault", "vault"),
        "LOKET_MASTER_KEY_FILE": str(file),
        **told,
    }
    line = [sys.executable, "-m", "loket_policy.vault", command, *arguments]
    return subprocess.run(line, env=environment, check=False, capture_output=True, text=True)  # noqa: S603


def under(file: Path, *keys: tuple[int, str]) -> Path:
    """Write master keys by version into ``file``."""
    file.write_text("\n".join(f"{version}:{key}" for version, key in keys))
    return file


@asynccontextmanager
async def as_service(databases: Databases, keys: MasterKeyFile) -> AsyncIterator[VaultDatabase]:
    """A process that reads the file only when it has to."""
    async with asyncpg.create_pool(backoffice(databases), min_size=0, max_size=2) as pool:
        yield VaultDatabase(pool, keys)


async def rotate(owner: asyncpg.Connection, rotation: Rotation) -> list[Step]:
    """Take steps until none is due."""
    steps = [await rotation.step(owner)]
    while steps[-1] is not Step.NOTHING:
        steps.append(await rotation.step(owner))
    return steps
