"""django-helpdesk with a database of its own: the server that ``bench helpdesk`` measures the desk beside.

It is installed at its first use, in an environment apart. PostgreSQL is the one of the embedded stack, with the same
settings and so the same durability, in a cluster of its own. Two workers of gunicorn serve it, one for each core.
"""

import asyncio
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import asyncpg
import psutil

from loket_stack.bench.beside import free_port, run_beside, wait_until_listening
from loket_stack.bench.build import Build
from loket_stack.components.component import Component, environment
from loket_stack.components.postgres import describe_postgres
from loket_stack.console import StackError, step
from loket_stack.lifecycle import remove_data
from loket_stack.locks import exclusive
from loket_stack.paths import PROJECT, Paths
from loket_stack.ports import HOST, Addresses
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER
from loket_stack.supervisor import processes

WORKERS = 2
USER = "portal"
"""Its client, in the file with the desk."""

_REQUIREMENTS = PROJECT / "requirements" / "helpdesk.txt"
_SITE = Path(__file__).with_name("helpdesk_site")
_DESK = _SITE / "desk.json"
_DATABASE = "helpdesk"
_READY_WITHIN = 60.0
_LOOK_EVERY = 0.1


class Helpdesk(NamedTuple):
    """A running django-helpdesk: its address, the token of its client, its database's address and its processes."""

    url: str
    token: str
    database: str
    processes: tuple[psutil.Process, ...]


@asynccontextmanager
async def run_helpdesk() -> AsyncIterator[Helpdesk]:
    """Run django-helpdesk with one queue and one client for the block, and remove its data afterwards.

    Raises:
        StackError: it cannot be installed, or does not start.
    """
    python = install(Paths.of().tools)
    with TemporaryDirectory(prefix="loket-helpdesk-", ignore_cleanup_errors=True) as folder:
        paths = Paths(Path(folder), Paths.of().tools, own=True)
        paths.make()
        try:
            async with (
                _run_postgres(paths) as (database, server),
                _run_workers(python, paths, database, server) as helpdesk,
            ):
                yield helpdesk
        finally:
            remove_data(paths)


@asynccontextmanager
async def _run_postgres(paths: Paths) -> AsyncIterator[tuple[str, psutil.Process]]:
    """Run PostgreSQL for the block, and yield the address of an empty database and the server."""
    port = free_port()
    component, databases = describe_postgres(paths, Addresses({"postgres": port})), Databases(port, paths.secrets)
    component.prepare()
    process = await processes.start(component, paths.log / "postgres.log")
    try:
        await _wait_until_ready(component)
        connection = await asyncpg.connect(databases.url(SUPERUSER, "postgres"))
        await connection.execute(f"CREATE DATABASE {_DATABASE}")
        await connection.close()
        yield databases.url(SUPERUSER, _DATABASE), psutil.Process(process.pid)
    finally:
        await processes.stop(process, component.stop_signal)


@asynccontextmanager
async def _run_workers(python: Path, paths: Paths, database: str, server: psutil.Process) -> AsyncIterator[Helpdesk]:
    """Create the tables and the desk in ``database`` of ``server``, and run the workers for the block."""
    port = free_port()
    settings = environment(
        {"HELPDESK_DATABASE_URL": database, "DJANGO_SETTINGS_MODULE": "settings", "PYTHONPATH": str(_SITE)}
    )
    _manage(python, settings, "migrate", "--verbosity", "0")
    _manage(python, settings, "loaddata", str(_DESK))
    token = _manage(python, settings, "drf_create_token", USER).split()[2]
    served = ("django.core.wsgi:get_wsgi_application()", "--preload", "--log-level", "warning")
    where = ("--bind", f"{HOST}:{port}", "--workers", str(WORKERS))
    build = Build(_DATABASE, python, paths.tools)
    with run_beside("gunicorn", *served, *where, environment=settings, build=build) as leader:
        await wait_until_listening(port)
        yield Helpdesk(f"http://{HOST}:{port}", token, database, (server, psutil.Process(leader.pid)))


async def _wait_until_ready(component: Component) -> None:
    for _ in range(int(_READY_WITHIN / _LOOK_EVERY)):
        if await component.ready():
            return
        await asyncio.sleep(_LOOK_EVERY)
    raise StackError(
        f"{component.name} of django-helpdesk is not ready within {_READY_WITHIN:.0f} s",
        "run the bench again when the machine does less other work",
    )


def _manage(python: Path, settings: Mapping[str, str], *line: str) -> str:
    """Run a command of Django's and return what it printed.

    Raises:
        StackError: the command failed.
    """
    done = subprocess.run(
        [str(python), "-P", "-m", "django", *line], env=dict(settings), stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        raise StackError(f"django-helpdesk failed at: {line[0]}", "read above what it says")
    return done.stdout


def install(tools: Path) -> Path:
    """Return the Python that has django-helpdesk; it is installed at its first use, and when its versions change.

    Raises:
        StackError: it cannot be installed.
    """
    folder = tools / "helpdesk-venv"
    python, done = folder / "bin" / "python", folder / _REQUIREMENTS.name
    wanted = _REQUIREMENTS.read_text()
    with exclusive(tools / "helpdesk-venv.lock", "another run installs django-helpdesk; waiting for it"):
        if done.exists() and done.read_text() == wanted:
            return python
        shutil.rmtree(folder, ignore_errors=True)
        with step("installing django-helpdesk"):
            pip = (str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
            for command in (
                (sys.executable, "-m", "venv", str(folder)),
                (*pip, "--require-hashes", "--requirement", str(_REQUIREMENTS)),
            ):
                if subprocess.run(command, check=False).returncode:
                    raise StackError("django-helpdesk cannot be installed", "read above what it says, and try again")
        done.write_text(wanted)
    return python
