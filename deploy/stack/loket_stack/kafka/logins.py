"""The logins at one stack's Kafka: their names, and the files with their passwords."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from loket_shared.broker.connection import KafkaConnection, SaslMechanism, SecurityProtocol
from loket_stack.kafka.certificates import Certificates
from loket_stack.secret_files import password

ADMINISTRATOR = "administrator"
BROKER = "broker"
"""The name under which the broker talks to itself."""


def service_login(service: str) -> str:
    """Return the login name of a service."""
    return f"loket-{service}"


@dataclass(frozen=True)
class Logins:
    """The logins; their files are in ``secrets``, so that they survive the loss of Kafka's data."""

    secrets: Path

    @property
    def certificates(self) -> Certificates:
        """The certificates of the broker."""
        return Certificates(self.secrets)

    def password_file(self, name: str) -> Path:
        """Return the file with the password of ``name``; create it if needed."""
        file = self.secrets / f"kafka-{name}"
        password(file)
        return file

    def password(self, name: str) -> str:
        """Return the password of ``name``."""
        return self.password_file(name).read_text()

    def connection(
        self, bootstrap: str, name: str, mechanism: SaslMechanism = SaslMechanism.SCRAM_SHA_512
    ) -> KafkaConnection:
        """Return the connection of ``name`` to the listener with logins at ``bootstrap``."""
        return KafkaConnection(
            bootstrap,
            SecurityProtocol.SASL_SSL,
            ca_file=self.certificates.authority,
            mechanism=mechanism,
            username=name,
            password_file=self.password_file(name),
        )


def as_settings(connection: KafkaConnection) -> Mapping[str, str]:
    """Return ``connection`` as the environment variables of a Kafka client of the desk; empty ones are not set."""
    values = {
        "BOOTSTRAP": connection.bootstrap,
        "SECURITY_PROTOCOL": connection.protocol,
        "CA_FILE": connection.ca_file,
        "SASL_MECHANISM": connection.mechanism,
        "USERNAME": connection.username,
        "PASSWORD_FILE": connection.password_file,
    }
    return {f"LOKET_KAFKA_{name}": str(value) for name, value in values.items() if value}
