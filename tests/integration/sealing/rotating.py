"""Rotating master keys in the hands of a test."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

import asyncpg

from loket_shared.sealing.master_key_file import MasterKeyFile
from loket_shared.sealing.rotate import Rotation, Step
from loket_shared.sealing.vault_database import VaultDatabase
from loket_stack.postgres.databases import Databases

AT_ONCE = timedelta(0)


def backoffice(databases: Databases) -> str:
    """Return the address of the vault for a service's role."""
    return databases.url("loket_backoffice", "vault")


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
