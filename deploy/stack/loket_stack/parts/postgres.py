"""PostgreSQL 18, with a database for each service and the vault, whose master key is replaced every few days."""

import signal
from functools import partial

import asyncpg

from loket_policy.vault import VAULT_GRANTS
from loket_shared.sealing.migrate import migrate
from loket_stack.parts.addresses import Addresses
from loket_stack.parts.environment import environment
from loket_stack.parts.part import Part
from loket_stack.paths import Paths
from loket_stack.postgres.cluster import SUPERUSER, prepare_cluster, server_command
from loket_stack.postgres.databases import VAULT, Databases
from loket_stack.postgres.master_keys import rotate_master_key
from loket_stack.postgres.place import find_place
from loket_stack.secret_files import MASTER_KEY, master_key


def postgres(paths: Paths, addresses: Addresses) -> Part:
    """Describe the database server; it provides the databases and the schema of the vault."""
    port = addresses.ports["postgres"]
    place, databases = find_place(paths), Databases(port, paths.secrets)
    vault = databases.url(f"loket_{VAULT}", VAULT)

    async def provide() -> None:
        await databases.provide()
        await _migrate_vault(vault)

    return Part(
        name="postgres",
        command=server_command(place, port),
        environment=environment({}),
        facts={"url": f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres", "data": str(place.data)},
        prepare=partial(prepare_cluster, place, databases.password(SUPERUSER)),
        ready=databases.answer,
        provide=provide,
        attend=partial(rotate_master_key, master_key(paths.secrets / MASTER_KEY), vault),
        account=place.account,
        stop_signal=signal.SIGINT,  # which is PostgreSQL's fast shutdown; SIGTERM would wait for its clients
    )


async def _migrate_vault(url: str) -> None:
    """Bring the vault's schema up to date, as its owner: the services' roles may not."""
    connection = await asyncpg.connect(url)
    try:
        await migrate(connection, VAULT_GRANTS.values())
    finally:
        await connection.close()
