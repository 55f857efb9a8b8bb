"""PostgreSQL 18, with a database for each service and the vault."""

import asyncio
import os
import signal
import sys
from functools import partial

from loket_stack.failures import StackError
from loket_stack.parts.addresses import Addresses
from loket_stack.parts.environment import environment
from loket_stack.parts.part import Part
from loket_stack.paths import PROJECT, Paths
from loket_stack.postgres.cluster import SUPERUSER, prepare_cluster, server_command
from loket_stack.postgres.databases import VAULT, Databases
from loket_stack.postgres.place import find_place


def postgres(paths: Paths, addresses: Addresses) -> Part:
    """Describe the database server; it provides the databases and the schema of the vault."""
    port = addresses.ports["postgres"]
    place, databases = find_place(paths), Databases(port, paths.secrets)

    async def provide() -> None:
        await databases.provide()
        await _migrate_vault(databases.url(f"loket_{VAULT}", VAULT))

    return Part(
        name="postgres",
        command=server_command(place, port),
        environment=environment({}),
        facts={"url": f"postgresql://{SUPERUSER}@127.0.0.1:{port}/postgres", "data": str(place.data)},
        prepare=partial(prepare_cluster, place, databases.password(SUPERUSER)),
        ready=databases.answer,
        provide=provide,
        account=place.account,
        stop_signal=signal.SIGINT,  # which is PostgreSQL's fast shutdown; SIGTERM would wait for its clients
    )


async def _migrate_vault(url: str) -> None:
    """Bring the vault's schema up to date, as its owner: the services' roles may not.

    Raises:
        StackError: it could not be done; why stands in the supervisor's log.
    """
    program = (sys.executable, "-P", "-m", "loket_shared.sealing", "migrate")
    told = {**os.environ, "LOKET_VAULT_URL": url}
    migration = await asyncio.create_subprocess_exec(*program, cwd=PROJECT, env=told)
    if await migration.wait():
        raise StackError("the vault's schema could not be brought up to date", "look at ./loket logs supervisor")
