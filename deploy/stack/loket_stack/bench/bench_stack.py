"""The stack that a bench measures: a separate one, in a temporary folder."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import asyncpg

from loket_stack.components.kafka import KAFKA
from loket_stack.console import StackError
from loket_stack.harness import Stack
from loket_stack.kafka.logins import as_settings
from loket_stack.paths import Paths
from loket_stack.ports import HOST, ports_file, remembered_ports
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER

PERSONA = "university-portal"
BASELINE = "baseline"

# The load comes from one machine client, whose limit is 600 questions a minute otherwise.
_NO_LIMIT = {"LOKET_SUBMISSIONS_MACHINE_PER_MINUTE": "1000000"}
SPREAD_SECONDS = 20.0
"""Over which contribution work is published here: nobody waits for minutes."""

_READY_WITHIN = 30.0
_STOPPED_WITHIN = 10.0


@dataclass(frozen=True)
class BenchStack:
    """The running stack, with access to its parts and databases."""

    stack: Stack

    def url(self, part: str) -> str:
        """Return the address of a part."""
        return str(self.stack.status()["parts"][part]["url"])

    def token(self) -> str:
        """Return the token of the client that sends the load."""
        return self.stack.token(PERSONA)

    def env(self, part: str) -> Mapping[str, str]:
        """Return the environment of a part, to run another instance beside it."""
        return {**self.stack.env(part), **_NO_LIMIT}

    def baseline_environment(self) -> Mapping[str, str]:
        """Return the environment of the baseline services: broker, identity provider and their own database."""
        return {
            **as_settings(self.stack.kafka()),
            "LOKET_OIDC_ISSUER": str(self.stack.status()["parts"]["identity"]["issuer"]),
            "BASELINE_DATABASE_URL": self._address(BASELINE),
        }

    @asynccontextmanager
    async def databases(self, *names: str) -> AsyncIterator[list[asyncpg.Connection]]:
        """Connect to databases for the block, as a role that may read all of them."""
        async with AsyncExitStack() as stack:
            connections = [await asyncpg.connect(self._address(name)) for name in names]
            for connection in connections:
                stack.push_async_callback(connection.close)
            yield connections

    async def create_baseline_database(self) -> None:
        """Create the database of the baseline services."""
        async with self.databases("postgres") as (connection,):
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", BASELINE):
                await connection.execute(f"CREATE DATABASE {BASELINE}")

    def _address(self, database: str) -> str:
        port = remembered_ports(ports_file(self.stack.paths.run))["postgres"]
        return Databases(port, self.stack.paths.secrets).url(SUPERUSER, database)


@contextmanager
def start_bench_stack() -> Iterator[BenchStack]:
    """Start a stack with the tools of this project in a temporary folder; remove it after the block.

    Raises:
        StackError: it does not start.
    """
    with TemporaryDirectory(prefix="loket-bench-", ignore_cleanup_errors=True) as folder:
        spread = {"LOKET_CONTRIBUTION_SPREAD_SECONDS": str(SPREAD_SECONDS)}
        stack = Stack(Path(folder), {"LOKET_TOOLS": str(Paths.of().tools), **_NO_LIMIT, **spread})
        try:
            stack.up(KAFKA)
            yield BenchStack(stack)
        finally:
            stack.remove()


@contextmanager
def run_beside(module: str, *arguments: str, environment: Mapping[str, str]) -> Iterator[None]:
    """Run ``python -m module`` beside the stack for the block."""
    command = [sys.executable, "-P", "-m", module, *arguments]
    running = subprocess.Popen(command, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    try:
        yield
    finally:
        running.terminate()
        try:
            running.wait(_STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            running.kill()
            running.wait()


def free_port() -> int:
    """Return a port that no process listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


async def wait_until_listening(port: int) -> None:
    """Return when a process listens on ``port``.

    Raises:
        StackError: no process does in time.
    """
    for _ in range(int(_READY_WITHIN / 0.1)):
        try:
            _, writer = await asyncio.open_connection(HOST, port)
        except OSError:
            await asyncio.sleep(0.1)
        else:
            writer.close()
            return
    raise StackError(
        f"a service of the bench does not answer within {_READY_WITHIN:.0f} s",
        "run the bench again when the machine does less other work",
    )
