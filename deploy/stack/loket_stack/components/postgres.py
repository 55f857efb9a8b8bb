"""PostgreSQL 18, with a database for each service and the vault, whose master key is replaced every few days."""

import os
import signal
from datetime import timedelta
from functools import partial
from pathlib import Path

import asyncpg
import structlog

from loket_policy.vault import VAULT_GRANTS
from loket_shared.sealing.migrate import migrate
from loket_shared.sealing.rotate import DAYS, Rotation, Step
from loket_stack.components.component import Component, environment
from loket_stack.paths import Paths
from loket_stack.ports import Addresses
from loket_stack.postgres.databases import VAULT, Databases
from loket_stack.postgres.server import SUPERUSER, find_installation, prepare_cluster, server_command
from loket_stack.secret_files import MASTER_KEY, master_key

_LOG = structlog.get_logger(__name__)
# All processes read the same file.
_SPREAD = timedelta(minutes=1)


def describe_postgres(paths: Paths, addresses: Addresses) -> Component:
    """Describe the database server; it provides the databases and the schema of the vault."""
    port = addresses.ports["postgres"]
    installation, databases = find_installation(paths), Databases(port, paths.secrets)
    vault = databases.url(f"loket_{VAULT}", VAULT)

    async def provide() -> None:
        await databases.provide()
        await _migrate_vault(vault)

    return Component(
        name="postgres",
        command=server_command(installation, port),
        environment=environment({}),
        facts={"url": f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres", "data": str(installation.data)},
        prepare=partial(prepare_cluster, installation, databases.password(SUPERUSER)),
        ready=databases.answer,
        provide=provide,
        attend=partial(rotate_master_key, master_key(paths.secrets / MASTER_KEY), vault),
        account=installation.account,
        stop_signal=signal.SIGINT,  # PostgreSQL's fast shutdown; SIGTERM would wait for clients
    )


async def _migrate_vault(url: str) -> None:
    """Bring the vault's schema up to date, as its owner: the services' roles may not."""
    connection = await asyncpg.connect(url)
    try:
        await migrate(connection, VAULT_GRANTS.values())
    finally:
        await connection.close()


async def rotate_master_key(file: Path, vault_url: str) -> None:
    """Take the next step of the rotation if it is due, so that keys of erased questions disappear within days.

    ``vault_url`` has the login of the vault's owner.
    """
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
