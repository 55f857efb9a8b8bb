"""The stack that a bench measures: a separate one, in a temporary folder, of this build or another.

A stack of another build may be older than the bench, so it is reached by its command line, HTTP, SQL and its processes.
"""

import json
import os
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import urlsplit

import asyncpg
import psutil

from loket_stack.bench.build import Build
from loket_stack.components.kafka import KAFKA
from loket_stack.console import StackError
from loket_stack.harness import Stack
from loket_stack.kafka.logins import as_settings
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER

PERSONA = "university-portal"
BASELINE = "baseline"

# The load comes from one machine client or one person, whose limits are 600 and 60 questions a minute otherwise.
_NO_LIMIT = {f"LOKET_SUBMISSIONS_{who}_PER_MINUTE": "1000000" for who in ("MACHINE", "PERSON")}
_ASK_HARNESS = """
import sys
from pathlib import Path
from loket_stack.harness import Stack
for part in sys.argv[3:]:
    getattr(Stack(Path(sys.argv[1])), sys.argv[2])(part)
"""


class BenchStack:
    """The stack of ``build`` with its data in ``folder``, with access to its parts and databases."""

    def __init__(self, build: Build, folder: Path, spread_seconds: float) -> None:
        self.build = build
        self._folder = folder
        spread = {"LOKET_CONTRIBUTION_SPREAD_SECONDS": str(spread_seconds)}
        self._settings = {"LOKET_TOOLS": str(build.tools), **_NO_LIMIT, **spread}

    @property
    def stack(self) -> Stack:
        """The stack as the harness of this build sees it; a stack of another build may differ from it."""
        return Stack(self._folder, self._settings)

    def up(self) -> None:
        """Start it; return when every part is ready.

        Raises:
            StackError: it does not start.
        """
        self.run("up", "--broker", KAFKA)
        self.__dict__.pop("parts", None)

    def run(self, *line: str) -> str:
        """Run ``./loket`` of the build with ``line`` on this stack and return what it printed.

        Raises:
            StackError: the command failed.
        """
        return self._run("-m", "loket_stack", *line)

    def hold(self, *parts: str) -> None:
        """Stop ``parts`` gracefully and keep them down."""
        self._run("-c", _ASK_HARNESS, str(self._folder), "stop", *parts)

    def release(self, *parts: str) -> None:
        """Start parts that are held, and return when they are ready."""
        self._run("-c", _ASK_HARNESS, str(self._folder), "start", *parts)
        self.__dict__.pop("parts", None)

    def _run(self, *arguments: str, may_fail: bool = False) -> str:
        environment = {**os.environ, **self._settings, "LOKET_VAR": str(self._folder)}
        command = [str(self.build.python), "-P", *arguments]
        done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode and not may_fail:
            raise StackError(f"{self.build.name} failed at: {' '.join(arguments[-4:])}", "read above what it says")
        return done.stdout

    @cached_property
    def parts(self) -> Mapping[str, Any]:
        """The parts as ``./loket status --json`` shows them."""
        # The status of a stack with held parts is a failure, too.
        shown = self._run("-m", "loket_stack", "status", "--json", may_fail=True)
        found: Mapping[str, Any] = json.loads(shown)["parts"]
        return found

    def url(self, part: str) -> str:
        """Return the address of a part."""
        return str(self.parts[part]["url"])

    def token(self, persona: str = PERSONA) -> str:
        """Return the token of ``persona``; by default of the client that sends the load."""
        return self.run("token", persona).strip()

    def process(self, part: str) -> psutil.Process:
        """Return the process of a part."""
        return psutil.Process(int(self.parts[part]["pid"]))

    def log(self, part: str) -> Path:
        """Return the file that a part logs to."""
        return self._folder / "log" / f"{part}.log"

    def env(self, part: str) -> Mapping[str, str]:
        """Return the environment of a part, to run another instance beside it."""
        return self.process(part).environ()

    def baseline_environment(self) -> Mapping[str, str]:
        """Return the environment of the baseline services: broker, identity provider and their own database."""
        return {
            **as_settings(self.stack.kafka()),
            "LOKET_OIDC_ISSUER": str(self.parts["identity"]["issuer"]),
            "BASELINE_DATABASE_URL": self.database(BASELINE),
        }

    @asynccontextmanager
    async def databases(self, *names: str) -> AsyncIterator[list[asyncpg.Connection]]:
        """Connect to databases for the block, as a role that may read all of them."""
        async with AsyncExitStack() as stack:
            connections = [await asyncpg.connect(self.database(name)) for name in names]
            for connection in connections:
                stack.push_async_callback(connection.close)
            yield connections

    async def create_baseline_database(self) -> None:
        """Create the database of the baseline services."""
        async with self.databases("postgres") as (connection,):
            if not await connection.fetchval("SELECT 1 FROM pg_database WHERE datname = $1", BASELINE):
                await connection.execute(f"CREATE DATABASE {BASELINE}")

    def database(self, name: str) -> str:
        """Return the address of a database, for a role that may read all of them."""
        port = urlsplit(self.url("postgres")).port or 0
        return Databases(port, self._folder / "secrets").url(SUPERUSER, name)


@contextmanager
def start_bench_stack(build: Build | None = None, spread_seconds: float = 0.0) -> Iterator[BenchStack]:
    """Start a stack of ``build``, this one by default, in a temporary folder; remove it after the block.

    It spreads contribution work over ``spread_seconds``.

    Raises:
        StackError: it does not start.
    """
    with TemporaryDirectory(prefix="loket-bench-", ignore_cleanup_errors=True) as folder:
        bench = BenchStack(build or Build.this(), Path(folder), spread_seconds)
        try:
            bench.up()
            yield bench
        finally:
            bench.run("reset", "--yes")
