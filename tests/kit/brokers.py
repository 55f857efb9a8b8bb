"""The two brokers that the suite runs on, and what can be done to them."""

import asyncio
import shutil
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from aiokafka import TopicPartition

from kit.memory_broker import MemoryBroker
from loket_shared.broker.connection import KafkaConnection, SaslMechanism
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.broker.ports import Broker
from loket_stack.kafka.jars import java_command
from loket_stack.kafka.logins import ADMINISTRATOR, Logins
from loket_stack.kafka.provisioning import broker_answers
from loket_stack.kafka.server import Listeners, Storage
from loket_stack.ports import HOST

PATIENCE_SECONDS = 60


class BrokerInHand(Protocol):
    """A broker that a test may stop, start and wipe."""

    @property
    def broker(self) -> Broker:
        """The broker itself."""

    async def stop(self) -> None:
        """Make it answer nobody."""

    async def start(self) -> None:
        """Make it answer again."""

    async def wipe(self) -> None:
        """Lose everything it has, and start it as a new cluster."""


@dataclass
class MemoryInHand:
    """The broker in memory."""

    broker: MemoryBroker = field(default_factory=MemoryBroker)

    async def stop(self) -> None:
        self.broker.go_away()

    async def start(self) -> None:
        self.broker.come_back()

    async def wipe(self) -> None:
        self.broker.wipe()


class KafkaInHand:
    """Apache Kafka in a process of its own; ``broker`` is reached as the administrator."""

    def __init__(self, home: Path, jars: Path, listeners: Listeners) -> None:
        self._listeners = listeners
        self.logins = Logins(home)
        self.guest = KafkaConnection(f"{HOST}:{listeners.guests}")
        self.administrator = self.login(ADMINISTRATOR, SaslMechanism.PLAIN)
        self.broker = KafkaBroker(self.administrator)
        self._storage = Storage(home, jars)
        self._process: subprocess.Popen[bytes] | None = None

    def login(self, name: str, mechanism: SaslMechanism = SaslMechanism.SCRAM_SHA_512) -> KafkaConnection:
        """Return the connection of ``name``."""
        return self.logins.connection(f"{HOST}:{self._listeners.secure}", name, mechanism)

    async def stop(self) -> None:
        await asyncio.to_thread(self.kill)

    async def start(self) -> None:
        await asyncio.to_thread(self._launch)
        give_up = time.monotonic() + PATIENCE_SECONDS
        while not await broker_answers(self.guest):
            assert time.monotonic() < give_up, "Kafka does not answer"
            await asyncio.sleep(0.2)

    async def wipe(self) -> None:
        await self.stop()
        self._storage.wipe()
        await self.start()

    async def lose_partition(self, partition: TopicPartition) -> None:
        """Lose one partition's records and keep everything else."""
        await self.stop()
        shutil.rmtree(self._storage.data / f"{partition.topic}-{partition.partition}")
        await self.start()

    def kill(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _launch(self) -> None:
        self._storage.prepare(self._listeners, self.logins)
        command = java_command(self._storage.jars, "kafka.Kafka", str(self._storage.settings))
        log = self._storage.home / "log"
        with log.open("ab") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output)  # noqa: S603
