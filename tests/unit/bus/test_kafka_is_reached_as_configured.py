"""The connection to Kafka: from settings to the arguments of every client, and what is refused at the start."""

import asyncio
import ssl
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from loket_shared.broker.connection import KafkaSettings
from loket_shared.broker.kafka import KafkaBroker
from loket_shared.service.settings import ServiceSettings, read_settings
from loket_stack.kafka.certificates import Certificates

FAR = "kafka-0.example:9093,kafka-1.example:9093"
HERE = "127.0.0.1:9092"


@pytest.fixture
def files(tmp_path: Path) -> Mapping[str, Path]:
    """A password, and certificates of an authority of its own."""
    certificates = Certificates(tmp_path)
    certificates.provide()
    (tmp_path / "password").write_text("secret\n")
    return {"password": tmp_path / "password", "ca": certificates.authority, "pair": certificates.broker}


def options(**settings: Any) -> dict[str, Any]:
    """Return the arguments that the clients get."""
    return KafkaSettings(**{"kafka_bootstrap": FAR, **settings}).kafka_connection().options()


def test_without_more_it_is_plain_text_to_this_machine() -> None:
    assert options(kafka_bootstrap=HERE) == {"bootstrap_servers": HERE, "security_protocol": "PLAINTEXT"}


def test_a_login_over_tls_becomes_aiokafka_s_arguments(files: Mapping[str, Path]) -> None:
    told = options(
        kafka_security_protocol="SASL_SSL",
        kafka_ca_file=files["ca"],
        kafka_sasl_mechanism="SCRAM-SHA-256",
        kafka_username="loket-intake",
        kafka_password_file=files["password"],
    )
    context = told.pop("ssl_context")
    assert told == {
        "bootstrap_servers": FAR,
        "security_protocol": "SASL_SSL",
        "sasl_mechanism": "SCRAM-SHA-256",
        "sasl_plain_username": "loket-intake",
        "sasl_plain_password": "secret",
    }
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert len(context.get_ca_certs()) == 1


def test_a_password_that_was_replaced_is_used_by_the_next_client(files: Mapping[str, Path]) -> None:
    login = {"kafka_username": "loket-intake", "kafka_password_file": files["password"]}
    connection = KafkaSettings(kafka_bootstrap=FAR, kafka_security_protocol="SASL_SSL", **login).kafka_connection()  # type: ignore[arg-type]
    files["password"].write_text("another")
    assert connection.options()["sasl_plain_password"] == "another"


@pytest.mark.asyncio
async def test_a_client_certificate_is_shown_to_the_broker(files: Mapping[str, Path]) -> None:
    shown = await handshake(
        files,
        options(
            kafka_security_protocol="SSL",
            kafka_ca_file=files["ca"],
            kafka_certificate_file=files["pair"],
            kafka_key_file=files["pair"],
        )["ssl_context"],
    )
    assert shown["subject"] == ((("commonName", "Kafka of the embedded stack"),),)


async def handshake(files: Mapping[str, Path], client: ssl.SSLContext) -> Any:
    """Connect to a server that asks for a certificate of the same authority; return the one that it saw."""
    server = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=files["ca"])
    server.load_cert_chain(files["pair"])
    server.verify_mode = ssl.CERT_REQUIRED
    seen: asyncio.Future[Any] = asyncio.get_running_loop().create_future()

    def connected(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        seen.set_result(writer.get_extra_info("peercert"))
        writer.close()

    async with await asyncio.start_server(connected, "127.0.0.1", 0, ssl=server) as listening:
        port = listening.sockets[0].getsockname()[1]
        _, writer = await asyncio.open_connection("127.0.0.1", port, ssl=client)
        writer.close()
        return await asyncio.wait_for(seen, 10)


def test_environment_variables_are_read(files: Mapping[str, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"BOOTSTRAP": FAR, "SECURITY_PROTOCOL": "SSL", "CA_FILE": str(files["ca"]), "IDEMPOTENT": "false"}
    for name, value in told.items():
        monkeypatch.setenv(f"LOKET_KAFKA_{name}", value)
    broker = KafkaBroker.of(KafkaSettings())
    assert (broker.connection.bootstrap, str(broker.connection.protocol), broker.idempotent) == (FAR, "SSL", False)
    assert broker.connection.ca_file == files["ca"]


@pytest.mark.parametrize("bootstrap", [HERE, "localhost:9092", "[::1]:9092", "127.0.0.1:1,127.0.0.2:2", "localhost"])
def test_plain_text_may_stay_on_this_machine(bootstrap: str) -> None:
    assert options(kafka_bootstrap=bootstrap)["bootstrap_servers"] == bootstrap


@pytest.mark.parametrize(
    "bootstrap", [FAR, "10.0.0.1:9092", f"{HERE},kafka.example:9092", "kafka", "localhost.example:1"]
)
@pytest.mark.parametrize("protocol", ["PLAINTEXT", "SASL_PLAINTEXT"])
def test_plain_text_may_not_leave_it(bootstrap: str, protocol: str, files: Mapping[str, Path]) -> None:
    login = {"kafka_username": "x", "kafka_password_file": files["password"]} if protocol != "PLAINTEXT" else {}
    told = {"kafka_bootstrap": bootstrap, "kafka_security_protocol": protocol, **login}
    with pytest.raises(ValidationError, match="leaves this machine"):
        options(**told)
    assert options(**told, kafka_plaintext_allowed=True)["security_protocol"] == protocol


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"kafka_security_protocol": "SASL_SSL"}, "LOKET_KAFKA_USERNAME and LOKET_KAFKA_PASSWORD_FILE are needed"),
        ({"kafka_security_protocol": "SASL_SSL", "kafka_username": "x"}, "LOKET_KAFKA_PASSWORD_FILE are needed"),
        ({"kafka_username": "x"}, "are not used with PLAINTEXT"),
        ({"kafka_ca_file": "ca"}, "are not used with PLAINTEXT"),
        ({"kafka_security_protocol": "SSL", "kafka_certificate_file": "pair"}, "LOKET_KAFKA_KEY_FILE are needed"),
        ({"kafka_security_protocol": "SSL", "kafka_key_file": "pair"}, "LOKET_KAFKA_KEY_FILE are needed"),
        ({"kafka_security_protocol": "TLS"}, "SASL_SSL"),
        ({"kafka_sasl_mechanism": "GSSAPI"}, "SCRAM-SHA-512"),
        ({"kafka_security_protocol": "SSL", "kafka_ca_file": "nowhere"}, "does not point to a file"),
        ({"kafka_bootstrap": "127.0.0.1:port"}, "names brokers as host:port"),
    ],
)
def test_what_does_not_fit_together_is_refused_with_a_sentence(
    told: dict[str, Any], sentence: str, files: Mapping[str, Path]
) -> None:
    settings = {name: files.get(value, value) for name, value in {"kafka_bootstrap": HERE, **told}.items()}
    with pytest.raises(ValidationError, match=sentence) as refused:
        options(**settings)
    assert "input_value" not in str(refused.value)


def test_a_service_does_not_start_and_says_which_setting_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOKET_KAFKA_BOOTSTRAP", HERE)
    monkeypatch.setenv("LOKET_KAFKA_CA_FILE", "/nowhere/ca.pem")
    with pytest.raises(SystemExit) as refused:
        read_settings(ServiceSettings)
    lines = str(refused.value).splitlines()
    assert "LOKET_KAFKA_CA_FILE: Path does not point to a file" in lines
    assert "LOKET_MASTER_KEY_FILE: Field required" in lines
