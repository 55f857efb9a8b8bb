"""Runs a service: ``python -m loket_<name> [api|worker|relay|all]``, after ``migrate``."""

import argparse
import asyncio
import gc
import signal
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from functools import partial

import asyncpg
import structlog
import uvloop
from sqlalchemy.exc import DBAPIError

from loket_shared.db.connection import driver_error
from loket_shared.db.database import Database
from loket_shared.http.health import operations_address
from loket_shared.http.server import serve
from loket_shared.observability import logs
from loket_shared.observability.tasks import Part, as_part, running_part
from loket_shared.observability.telemetry import telemetry
from loket_shared.service.loops import run_repeat_recorder
from loket_shared.service.migrations import NotMigratedError, migrate, require_migrated
from loket_shared.service.runtime import Runtime, ServiceDefinition
from loket_shared.service.settings import OwnerSettings, ServiceSettings, read_settings
from loket_shared.wiring.app import create_app
from loket_shared.wiring.open_runtime import consumer_of, open_runtime, relay_of

ROLES = ("api", "worker", "relay")
MIGRATE = "migrate"

_LOG = structlog.get_logger(__name__)

_NOT_LET_IN = (asyncpg.InvalidAuthorizationSpecificationError, asyncpg.InvalidCatalogNameError)
"""Database errors that an operator must correct first; waiting does not help."""


def run(definition: ServiceDefinition, arguments: Sequence[str] | None = None) -> None:
    """Run ``definition`` in the role on the command line until SIGTERM or SIGINT, or migrate its database.

    Raises:
        SystemExit: a setting is wrong, the database refuses the login, or a migration is missing; the message says
            which.
    """
    parser = argparse.ArgumentParser(prog=f"python -m {definition.package}", description=definition.title.en)
    help_text = "which part to run; migrate: bring the database to its newest shape, as its owner"
    parser.add_argument("role", choices=[*ROLES, "all", MIGRATE], nargs="?", default="all", help=help_text)
    role = parser.parse_args(arguments).role
    try:
        if role == MIGRATE:
            asyncio.run(_migrate(definition.package, read_settings(OwnerSettings)))
        else:
            _serve(definition, ROLES if role == "all" else (role,))
    except NotMigratedError as error:
        raise SystemExit(f"{definition.package}: {error}") from None
    except DBAPIError as error:
        driver = driver_error(error)
        if not isinstance(driver, _NOT_LET_IN):
            raise
        raise SystemExit(f"{definition.package}: {driver}") from None


def _serve(definition: ServiceDefinition, roles: Sequence[str]) -> None:
    settings = read_settings(definition.settings)
    logs.configure(definition.name, settings.log_level)
    with telemetry(definition.name, settings.telemetry_dir):
        uvloop.run(_run(definition, settings, roles))


async def _migrate(package: str, settings: OwnerSettings) -> None:
    owner = Database(settings.address, pool=1)
    try:
        # The database role of the service has the name of its package, as in the vault.
        await migrate(owner, package, role=package)
    finally:
        await owner.close()
    print(f"the database of {package} is up to date")


async def _run(definition: ServiceDefinition, settings: ServiceSettings, roles: Sequence[str]) -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    async with open_runtime(definition, settings) as runtime:
        await require_migrated(runtime.database, definition.package)
        async with AsyncExitStack() as parts:
            for name, part in _parts(runtime, roles):
                await parts.enter_async_context(running_part(name, part))
            _spare_the_collector()
            _LOG.info("started", roles=list(roles))
            await stop.wait()
            _LOG.info("stopping")


NEW_OBJECTS = 10_000
"""Containers that are made, beyond those that are freed, before the collector looks for cycles among them.

A record or a request makes some hundreds, and almost none of them is in a cycle.
"""


def _spare_the_collector() -> None:
    """Let the collector of cycles pass over the objects of the start, which live as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(NEW_OBJECTS)


def _parts(runtime: Runtime, roles: Sequence[str]) -> Iterator[tuple[str, Part]]:
    """Yield the tasks in the order in which they start. They stop in reverse order, so the relay sends last.

    The operations address starts first and stops last.
    """
    yield "operations address", operations_address(runtime, roles)
    if "relay" in roles:
        yield "relay", relay_of(runtime).run
    if "worker" in roles:
        for loop in runtime.definition.background:
            yield loop.__name__, as_part(partial(loop, runtime))
        yield "consumer", consumer_of(runtime).run
    if "api" in roles:
        yield "repeats", partial(run_repeat_recorder, runtime)
        yield "api", partial(serve, create_app(runtime), runtime.settings)
