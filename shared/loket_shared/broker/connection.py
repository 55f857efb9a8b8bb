"""The connection to Kafka: one set of settings for every client of the desk."""

import ssl
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from aiokafka.conn import collect_hosts
from pydantic import FilePath, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.addresses import is_loopback


class SecurityProtocol(StrEnum):
    """Kafka's ``security.protocol``."""

    PLAINTEXT = "PLAINTEXT"
    SSL = "SSL"
    SASL_PLAINTEXT = "SASL_PLAINTEXT"
    SASL_SSL = "SASL_SSL"

    @property
    def has_tls(self) -> bool:
        """True if the connection is encrypted."""
        return self in (SecurityProtocol.SSL, SecurityProtocol.SASL_SSL)

    @property
    def has_login(self) -> bool:
        """True if the client logs in with a name and a password."""
        return self in (SecurityProtocol.SASL_PLAINTEXT, SecurityProtocol.SASL_SSL)


class SaslMechanism(StrEnum):
    """Kafka's ``sasl.mechanism``: the mechanisms that take a name and a password."""

    PLAIN = "PLAIN"
    SCRAM_SHA_256 = "SCRAM-SHA-256"
    SCRAM_SHA_512 = "SCRAM-SHA-512"


@dataclass(frozen=True)
class KafkaConnection:
    """The brokers' addresses and the client's credentials.

    ``bootstrap`` names brokers as ``host:port``, separated by commas. Without a ``ca_file`` the client trusts the
    certificate authorities of the machine. The files are read for each new client, so a renewed certificate or password
    is used without a restart.
    """

    bootstrap: str
    protocol: SecurityProtocol = SecurityProtocol.PLAINTEXT
    ca_file: Path | None = None
    certificate_file: Path | None = None
    key_file: Path | None = None
    mechanism: SaslMechanism = SaslMechanism.SCRAM_SHA_512
    username: str = ""
    password_file: Path | None = None

    def options(self) -> dict[str, Any]:
        """Return the arguments that every client of aiokafka takes.

        Raises:
            OSError: a file cannot be read.
        """
        options: dict[str, Any] = {"bootstrap_servers": self.bootstrap, "security_protocol": str(self.protocol)}
        if self.protocol.has_tls:
            options["ssl_context"] = self._tls()
        if self.protocol.has_login and self.password_file:
            options["sasl_mechanism"] = str(self.mechanism)
            options["sasl_plain_username"] = self.username
            options["sasl_plain_password"] = self.password_file.read_text("utf-8").strip()
        return options

    def _tls(self) -> ssl.SSLContext:
        context = ssl.create_default_context(cafile=self.ca_file)
        if self.certificate_file:
            context.load_cert_chain(self.certificate_file, self.key_file)
        return context


class KafkaSettings(BaseSettings):
    """The settings of a Kafka client, from environment variables with the prefix ``LOKET_``.

    Raises:
        ValidationError: the settings contradict each other, or would send events in the clear over a network.
    """

    model_config = SettingsConfigDict(env_prefix="LOKET_", hide_input_in_errors=True)

    kafka_bootstrap: str
    kafka_security_protocol: SecurityProtocol = SecurityProtocol.PLAINTEXT
    kafka_ca_file: FilePath | None = None
    kafka_certificate_file: FilePath | None = None
    kafka_key_file: FilePath | None = None
    kafka_sasl_mechanism: SaslMechanism = SaslMechanism.SCRAM_SHA_512
    kafka_username: str = ""
    kafka_password_file: FilePath | None = None
    kafka_plaintext_allowed: bool = False
    kafka_idempotent: bool = True

    @model_validator(mode="after")
    def _fit_together(self) -> Self:
        for wrong, sentence in self._faults():
            if wrong:
                raise ValueError(sentence)
        return self

    def _faults(self) -> tuple[tuple[bool, str], ...]:
        protocol, login = self.kafka_security_protocol, (self.kafka_username, self.kafka_password_file)
        return (
            (
                protocol.has_login and not all(login),
                f"LOKET_KAFKA_USERNAME and LOKET_KAFKA_PASSWORD_FILE are needed with {protocol}",
            ),
            (
                not protocol.has_login and any(login),
                f"a name and a password for Kafka are not used with {protocol}: set LOKET_KAFKA_SECURITY_PROTOCOL",
            ),
            (
                not protocol.has_tls and any((self.kafka_ca_file, self.kafka_certificate_file, self.kafka_key_file)),
                f"certificates for Kafka are not used with {protocol}: set LOKET_KAFKA_SECURITY_PROTOCOL",
            ),
            (
                (self.kafka_certificate_file is None) != (self.kafka_key_file is None),
                "LOKET_KAFKA_CERTIFICATE_FILE and LOKET_KAFKA_KEY_FILE are needed together",
            ),
            (
                not protocol.has_tls and not self.kafka_plaintext_allowed and not stays_here(self.kafka_bootstrap),
                f"LOKET_KAFKA_BOOTSTRAP leaves this machine, and {protocol} is not encrypted:"
                " set LOKET_KAFKA_SECURITY_PROTOCOL to SASL_SSL or SSL,"
                " or LOKET_KAFKA_PLAINTEXT_ALLOWED=true where nobody else is on that network",
            ),
        )

    def kafka_connection(self) -> KafkaConnection:
        """Return the connection that the settings describe."""
        return KafkaConnection(
            self.kafka_bootstrap,
            self.kafka_security_protocol,
            self.kafka_ca_file,
            self.kafka_certificate_file,
            self.kafka_key_file,
            self.kafka_sasl_mechanism,
            self.kafka_username,
            self.kafka_password_file,
        )


def stays_here(bootstrap: str) -> bool:
    """Return True if all brokers in ``bootstrap`` are on this machine.

    Raises:
        ValueError: ``bootstrap`` is not a list of ``host:port``.
    """
    try:
        return all(is_loopback(host) for host, _, _ in collect_hosts(bootstrap))
    except ValueError:
        raise ValueError("LOKET_KAFKA_BOOTSTRAP names brokers as host:port, separated by commas") from None
