"""Replacing the vault's master key while the stack runs, so that keys of erased questions are gone within days."""

import os
from datetime import timedelta
from pathlib import Path

import asyncpg
import structlog

from loket_shared.sealing.rotate import DAYS, Rotation, Step

_LOG = structlog.get_logger(__name__)

# All processes read the very same file.
_SPREAD = timedelta(minutes=1)


async def rotate_master_key(file: Path, vault_url: str) -> None:
    """Take the next step of the rotation where one is due; ``vault_url`` is the owner's."""
    longest = timedelta(days=float(os.environ.get("LOKET_MASTER_KEY_DAYS", DAYS)))
    rotation = Rotation(file, longest, _SPREAD)
    if not rotation.is_due(rotation.keys()):
        return
    connection = await asyncpg.connect(vault_url)
    try:
        step = await rotation.step(connection)
    finally:
        await connection.close()
    if step is not Step.NOTHING:
        _LOG.info("master keys", step=step)
