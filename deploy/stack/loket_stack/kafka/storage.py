"""Kafka's storage: it is formatted once under its own cluster id; after a wipe it is another cluster."""

import base64
import shutil
import subprocess
import uuid
from dataclasses import dataclass
from pathlib import Path

from loket_stack.failures import StackError
from loket_stack.kafka.jars import java_command
from loket_stack.kafka.logins import Logins
from loket_stack.kafka.settings import Listeners, server_settings, to_properties
from loket_stack.paths import PRIVATE
from loket_stack.secret_files import write_closed


@dataclass(frozen=True)
class Storage:
    """The files of one Kafka under ``home``; its programs are in ``jars``."""

    home: Path
    jars: Path

    @property
    def data(self) -> Path:
        """The log of records."""
        return self.home / "data"

    @property
    def settings(self) -> Path:
        """The file of settings, written before every start."""
        return self.home / "server.properties"

    def prepare(self, listeners: Listeners, logins: Logins) -> None:
        """Write certificates and settings, and format the storage unless that was completed before.

        Raises:
            StackError: the storage tool failed.
        """
        self.home.mkdir(parents=True, exist_ok=True)
        logins.certificates.provide()
        write_closed(self.settings, to_properties(server_settings(listeners, self.data, logins)))
        if not (self.data / "meta.properties").exists():
            self.wipe()
            self._format()

    def wipe(self) -> None:
        """Delete the whole log, like a lost disk. The server must not be running."""
        shutil.rmtree(self.data, ignore_errors=True)

    def _format(self) -> None:
        cluster = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode().rstrip("=")
        tool = ("kafka.tools.StorageTool", "format", f"--cluster-id={cluster}", f"--config={self.settings}")
        command = java_command(self.jars, *tool)
        made = subprocess.run(command, capture_output=True, text=True, check=False, umask=PRIVATE)
        if made.returncode:
            raise StackError(
                f"Kafka's storage could not be formatted: {made.stderr.strip()}",
                f"see that {self.home} can be written and has room",
            )
