"""A real PostgreSQL for the tests that need one, with the databases and roles of the stack, and a real Kafka."""

import asyncio
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from kit.brokers import KafkaInHand

from loket_stack.kafka.jars import fetch
from loket_stack.kafka.server import Listeners
from loket_stack.paths import Paths
from loket_stack.postgres.databases import Databases
from loket_stack.postgres.server import SUPERUSER, find_installation, prepare_cluster, server_command

PATIENCE_SECONDS = 30


@pytest.fixture(scope="session")
def databases(unused_tcp_port_factory: Callable[[], int]) -> Iterator[Databases]:
    """Start a server of its own and stop it when the last test is done."""
    with TemporaryDirectory(prefix="loket-") as folder:
        Path(folder).chmod(0o711)
        place, port = find_installation(Paths(Path(folder), Path(folder))), unused_tcp_port_factory()
        secrets = Path(folder) / "secrets"
        secrets.mkdir(mode=0o700)
        databases = Databases(port, secrets)
        prepare_cluster(place, databases.password(SUPERUSER))
        who = {"user": place.account.user, "group": place.account.group, "extra_groups": ()} if place.account else {}
        server = subprocess.Popen(server_command(place, port), cwd="/", stderr=subprocess.DEVNULL, **who)  # type: ignore[call-overload]  # noqa: S603
        try:
            asyncio.run(_provide(databases))
            yield databases
        finally:
            server.send_signal(signal.SIGINT)  # the fast shutdown, which waits for no forgotten connection
            server.wait()


@pytest.fixture(scope="session")
def kafka(
    tmp_path_factory: pytest.TempPathFactory, unused_tcp_port_factory: Callable[[], int]
) -> Iterator[KafkaInHand]:
    """Apache Kafka, started once for all tests."""
    jars = fetch(Paths.of().tools)
    listeners = Listeners(*(unused_tcp_port_factory() for _ in Listeners._fields))
    server = KafkaInHand(tmp_path_factory.mktemp("kafka"), jars, listeners)
    try:
        asyncio.run(server.start())
        yield server
    finally:
        server.kill()


async def _provide(databases: Databases) -> None:
    give_up = time.monotonic() + PATIENCE_SECONDS
    while not await databases.answer():
        assert time.monotonic() < give_up, "PostgreSQL does not answer"
        await asyncio.sleep(0.05)
    await databases.provide()
