"""A real stack for tests: it starts beside others, and its parts can be killed, stopped and wiped."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from loket_shared.broker.connection import KafkaConnection
from loket_stack.commands.status import describe
from loket_stack.components.kafka import KAFKA, connection_to
from loket_stack.components.plan import describe_components
from loket_stack.console import StackError, progress
from loket_stack.kafka.server import Storage
from loket_stack.lifecycle import remove_data, start, stop
from loket_stack.paths import Paths
from loket_stack.ports import Addresses, ports_file, remembered_ports
from loket_stack.state import StackState
from loket_stack.supervisor.control import Request, send_request

NO_SPREAD = {"LOKET_CONTRIBUTION_SPREAD_SECONDS": "0"}
"""Tests do not wait for contribution work to be spread in time."""


class Stack:
    """The stack with its data in ``var``; ``settings`` are added to the environment of its parts."""

    def __init__(self, var: Path, settings: Mapping[str, str] | None = None) -> None:
        self._settings = {**NO_SPREAD, **(settings or {})}
        self._environment = {**os.environ, **self._settings, "LOKET_VAR": str(var)}
        self.paths = Paths.of(self._environment)

    def up(self, broker: str = KAFKA) -> None:
        """Start everything on free ports, and return when all is ready.

        Raises:
            StackError: a part does not become ready.
        """
        self.paths.make()
        start(self.paths, broker, lambda part: progress(f"  {part} is ready"), self._environment)

    def down(self) -> None:
        """Stop everything; the data remain."""
        stop(self.paths)

    def remove(self) -> None:
        """Stop everything and delete the data."""
        stop(self.paths)
        remove_data(self.paths)

    def status(self) -> dict[str, Any]:
        """Return what ``./loket status --json`` prints."""
        return describe(StackState.running(self.paths))

    def kill(self, part: str, number: signal.Signals = signal.SIGKILL) -> None:
        """Send a signal to ``part``; if the part dies, the supervisor restarts it."""
        running = self._state().components[part].process
        process = running.find() if running else None
        if process is None:
            raise StackError(f"{part} does not run", "wait until it is ready before you kill it")
        process.send_signal(number)

    def stop(self, part: str) -> None:
        """Stop ``part`` gracefully and keep it down."""
        send_request(self._state(), Request(do="hold", part=part))

    def start(self, part: str) -> None:
        """Start a part that was stopped, and return when it is ready."""
        send_request(self._state(), Request(do="release", part=part))

    def restart(self, part: str) -> None:
        """Stop ``part`` gracefully and start it, and return when it is ready."""
        send_request(self._state(), Request(do="restart", part=part))

    def kafka(self) -> KafkaConnection:
        """Return the administrator's connection to the broker."""
        kafka = self._state().components["kafka"]
        return connection_to(kafka.facts, kafka.secure)

    def wipe_kafka(self) -> None:
        """Delete the broker's whole log: it returns as another, empty cluster."""
        self.stop("kafka")
        Storage(self.paths.kafka, self.paths.tools / "jars").wipe()
        self.start("kafka")

    def env(self, part: str) -> Mapping[str, str]:
        """Return the environment of ``part``, to run another instance beside it."""
        components = describe_components(
            self.paths, Addresses(remembered_ports(ports_file(self.paths.run))), self._state().broker
        )
        return {**self._settings, **next(component.environment for component in components if component.name == part)}

    def run(self, *line: str) -> str:
        """Run ``./loket`` with ``line`` on this stack and return what it printed.

        Raises:
            subprocess.CalledProcessError: the command failed.
        """
        command = [sys.executable, "-P", "-m", "loket_stack", *line]
        return subprocess.run(command, env=self._environment, check=True, stdout=subprocess.PIPE, text=True).stdout

    def token(self, persona: str) -> str:
        """Return a bearer token of ``persona`` from the identity provider."""
        return self.run("token", persona).strip()

    def _state(self) -> StackState:
        state = StackState.running(self.paths)
        if state is None:
            raise StackError("the stack is not running", "start it with up()")
        return state
