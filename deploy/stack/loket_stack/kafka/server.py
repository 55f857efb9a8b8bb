"""The Kafka server of one stack: one node on the loopback address (KRaft: broker and controller in one).

Its storage is formatted once under its own cluster id; after a wipe it is another cluster.
"""

import base64
import shutil
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from loket_stack.console import StackError
from loket_stack.kafka.jars import java_command
from loket_stack.kafka.logins import ADMINISTRATOR, BROKER, Logins
from loket_stack.paths import PRIVATE
from loket_stack.ports import HOST
from loket_stack.secret_files import write_closed


class Listeners(NamedTuple):
    """The ports: for clients with a login over TLS, for guests without TLS, for the broker itself."""

    secure: int
    guests: int
    controller: int


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
                f"cannot format Kafka's storage: {made.stderr.strip()}",
                f"check that you can write {self.home}, and that it has room",
            )


def server_settings(listeners: Listeners, data: Path, logins: Logins) -> Mapping[str, str]:
    """Return ``server.properties``, which contain passwords. Nothing expires and nothing is compacted."""
    for_clients = f"SECURE://{HOST}:{listeners.secure},GUESTS://{HOST}:{listeners.guests}"
    return {
        "process.roles": "broker,controller",
        "node.id": "1",
        "controller.quorum.voters": f"1@{HOST}:{listeners.controller}",
        "listeners": f"{for_clients},CONTROLLER://{HOST}:{listeners.controller}",
        "advertised.listeners": for_clients,
        "listener.security.protocol.map": "SECURE:SASL_SSL,GUESTS:PLAINTEXT,CONTROLLER:SASL_SSL",
        "controller.listener.names": "CONTROLLER",
        "inter.broker.listener.name": "SECURE",
        "log.dirs": str(data),
        "log.retention.ms": "-1",
        "log.retention.bytes": "-1",
        "auto.create.topics.enable": "false",
        **_security(logins),
        **_FOR_ONE_NODE,
    }


def to_properties(settings: Mapping[str, str]) -> str:
    """Return ``settings`` as the text of a properties file."""
    return "".join(f"{name}={value}\n" for name, value in settings.items())


def _security(logins: Logins) -> Mapping[str, str]:
    """Return the settings of logins and rights; the broker and the administrator have all rights.

    SCRAM passwords are data of Kafka: they are lost with it, and an empty Kafka has none. So these two log in by PLAIN,
    whose passwords are in these settings.
    """
    users = " ".join(f'user_{name}="{logins.password(name)}"' for name in (BROKER, ADMINISTRATOR))
    plain = f'{_PLAIN} required username="{BROKER}" password="{logins.password(BROKER)}" {users};'
    return {
        "listener.name.secure.sasl.enabled.mechanisms": "SCRAM-SHA-512,PLAIN",
        "listener.name.secure.scram-sha-512.sasl.jaas.config": f"{_SCRAM} required;",
        "listener.name.secure.plain.sasl.jaas.config": plain,
        "listener.name.controller.sasl.enabled.mechanisms": "PLAIN",
        "listener.name.controller.plain.sasl.jaas.config": plain,
        "sasl.mechanism.inter.broker.protocol": "PLAIN",
        "sasl.mechanism.controller.protocol": "PLAIN",
        "ssl.keystore.type": "PEM",
        "ssl.keystore.location": str(logins.certificates.broker),
        "ssl.truststore.type": "PEM",
        "ssl.truststore.location": str(logins.certificates.authority),
        "ssl.cipher.suites": _CIPHERS,
        "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users": f"User:{BROKER};User:{ADMINISTRATOR}",
    }


# With the quick compiler Kafka starts fastest, but it does not use the processor's AES instructions. There the first of
# these suites takes a third of the time of the others.
_CIPHERS = "TLS_CHACHA20_POLY1305_SHA256,TLS_AES_256_GCM_SHA384,TLS_AES_128_GCM_SHA256"

_PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule"

_SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule"

# One node has no replicas to wait for, and few clients: small pools and few internal partitions make it start and
# respond faster. Nobody waits for its idle entries in the log of metadata, which it writes twice a second by default.
_FOR_ONE_NODE = {
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
    "log.cleaner.dedupe.buffer.size": "16777216",
    "num.network.threads": "2",
    "num.io.threads": "4",
    "metadata.max.idle.interval.ms": "5000",
}
