"""The embedded Kafka: its logins, its certificates, and what those without a login may do."""

import json
import os
import ssl
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509

from loket_shared.broker.connection import SecurityProtocol
from loket_shared.service.kafka_rights import KafkaRights
from loket_stack.cli import main
from loket_stack.console import StackError
from loket_stack.kafka.acls import (
    GUEST,
    Guests,
    Operation,
    Pattern,
    Permission,
    Resource,
    acls_of,
    acls_of_guests,
    chosen_guests,
)
from loket_stack.kafka.certificates import Certificates
from loket_stack.kafka.logins import ADMINISTRATOR, Logins, as_settings
from loket_stack.kafka.server import Listeners, Storage, server_settings
from loket_stack.paths import Paths
from loket_stack.state import ComponentState, Process, StackState

RIGHTS = KafkaRights(
    writes=["loket.questions", "loket.intake.dead-letters"], reads=["loket.cases"], group="loket.intake"
)
NOW = datetime(2026, 11, 23, tzinfo=UTC)


@pytest.fixture
def certificates(tmp_path: Path) -> Certificates:
    made = Certificates(tmp_path)
    made.provide(NOW)
    return made


@pytest.fixture
def settings(tmp_path: Path) -> Mapping[str, str]:
    return server_settings(Listeners(1, 2, 3), Path("data"), Logins(tmp_path))


def expiry(file: Path) -> datetime:
    return x509.load_pem_x509_certificate(file.read_bytes()).not_valid_after_utc


def test_a_service_gets_its_rights_and_nothing_else() -> None:
    told = {(each.resource, each.name, each.operation) for each in acls_of("intake", RIGHTS)}
    assert told == {
        (Resource.TOPIC, "loket.questions", Operation.WRITE),
        (Resource.TOPIC, "loket.intake.dead-letters", Operation.WRITE),
        (Resource.TOPIC, "loket.cases", Operation.READ),
        (Resource.GROUP, "loket.intake", Operation.READ),
    }
    shape = {(each.principal, each.pattern, each.permission, each.host) for each in acls_of("intake", RIGHTS)}
    assert shape == {("User:loket-intake", Pattern.LITERAL, Permission.ALLOW, "*")}


@pytest.mark.parametrize(
    ("allowed", "operations"),
    [
        (Guests.NONE, set()),
        (Guests.READ, {Operation.READ}),
        (Guests.WRITE, {Operation.READ, Operation.WRITE}),
    ],
)
def test_guests_do_with_topics_what_the_setting_says(allowed: Guests, operations: set[Operation]) -> None:
    rules = [each for each in acls_of_guests(allowed, [RIGHTS.group]) if each.resource == Resource.TOPIC]
    assert {each.operation for each in rules} == operations
    assert all((each.principal, each.name) == (GUEST, "loket.") for each in rules)


@pytest.mark.parametrize("allowed", [Guests.READ, Guests.WRITE])
def test_guests_take_no_part_in_the_groups_of_services(allowed: Guests) -> None:
    rules = {each for each in acls_of_guests(allowed, [RIGHTS.group]) if each.resource == Resource.GROUP}
    told = {(each.name, each.pattern, each.operation, each.permission) for each in rules}
    assert told == {
        ("*", Pattern.LITERAL, Operation.READ, Permission.ALLOW),
        ("loket.intake", Pattern.LITERAL, Operation.ALL, Permission.DENY),
    }


@pytest.mark.parametrize(
    ("told", "chosen"),
    [({}, "read"), ({"LOKET_KAFKA_GUESTS": ""}, "read"), *(({"LOKET_KAFKA_GUESTS": each}, each) for each in Guests)],
)
def test_guests_read_unless_the_setting_says_otherwise(told: dict[str, str], chosen: str) -> None:
    assert chosen_guests(told) == chosen


def test_a_setting_that_means_nothing_is_told() -> None:
    with pytest.raises(StackError, match="LOKET_KAFKA_GUESTS cannot be all") as told:
        chosen_guests({"LOKET_KAFKA_GUESTS": "all"})
    assert "none, read, write" in told.value.remedy


def test_everybody_but_guests_logs_in_over_tls(settings: Mapping[str, str]) -> None:
    protocols = dict(each.split(":") for each in settings["listener.security.protocol.map"].split(","))
    assert protocols == {"SECURE": "SASL_SSL", "GUESTS": "PLAINTEXT", "CONTROLLER": "SASL_SSL"}
    assert "allow.everyone.if.no.acl.found" not in settings


def test_nobody_is_above_the_rules_but_the_broker_and_the_administrator(settings: Mapping[str, str]) -> None:
    assert settings["super.users"] == "User:broker;User:administrator"
    assert settings["authorizer.class.name"].endswith("StandardAuthorizer")


def test_secrets_lie_outside_the_data_and_only_their_owner_reads_them(tmp_path: Path) -> None:
    secrets, home = tmp_path / "secrets", tmp_path / "kafka"
    secrets.mkdir()
    storage, logins = Storage(home, tmp_path), Logins(secrets)
    storage.data.mkdir(parents=True)
    (storage.data / "meta.properties").touch()
    storage.prepare(Listeners(1, 2, 3), logins)
    files = [*secrets.iterdir(), storage.settings]
    assert len(files) >= 5
    assert [file for file in files if file.stat().st_mode & 0o077] == []
    assert [file.name for file in storage.data.iterdir()] == ["meta.properties"]


def test_a_login_becomes_the_settings_of_a_service(tmp_path: Path) -> None:
    connection = Logins(tmp_path).connection("127.0.0.1:1", ADMINISTRATOR)
    assert connection.protocol is SecurityProtocol.SASL_SSL
    assert as_settings(connection) == {
        "LOKET_KAFKA_BOOTSTRAP": "127.0.0.1:1",
        "LOKET_KAFKA_SECURITY_PROTOCOL": "SASL_SSL",
        "LOKET_KAFKA_CA_FILE": str(tmp_path / "kafka-ca.pem"),
        "LOKET_KAFKA_SASL_MECHANISM": "SCRAM-SHA-512",
        "LOKET_KAFKA_USERNAME": "administrator",
        "LOKET_KAFKA_PASSWORD_FILE": str(tmp_path / "kafka-administrator"),
    }


def test_the_certificate_is_kept_while_it_lasts(certificates: Certificates) -> None:
    before = certificates.broker.read_bytes(), certificates.authority.read_bytes()
    certificates.provide(NOW + timedelta(days=365))
    assert (certificates.broker.read_bytes(), certificates.authority.read_bytes()) == before


def test_one_that_ends_soon_is_renewed(certificates: Certificates) -> None:
    later = expiry(certificates.broker) - timedelta(days=30)
    certificates.provide(later)
    assert expiry(certificates.broker) > later + timedelta(days=365)
    assert expiry(certificates.authority) > later + timedelta(days=365)


@pytest.mark.parametrize("harm", ["authority", "broker"])
@pytest.mark.parametrize("left", [None, b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"])
def test_one_that_is_gone_or_damaged_is_made_anew(certificates: Certificates, harm: str, left: bytes | None) -> None:
    file = getattr(certificates, harm)
    file.unlink() if left is None else file.write_bytes(left)
    certificates.provide(NOW)
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.broker)
    issued, authority = (
        x509.load_pem_x509_certificate(each.read_bytes()) for each in (certificates.broker, certificates.authority)
    )
    issued.verify_directly_issued_by(authority)


def test_the_key_of_the_authority_is_kept_nowhere(certificates: Certificates) -> None:
    assert b"PRIVATE KEY" not in certificates.authority.read_bytes()
    assert {file.name for file in certificates.folder.iterdir()} == {"kafka-ca.pem", "kafka-broker.pem"}


@pytest.mark.parametrize("kind", ["kafka", "light"])
def test_status_tells_which_way_in_there_is(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LOKET_VAR", str(tmp_path))
    (tmp_path / "run").mkdir()
    facts = {"bootstrap": "127.0.0.1:1", "kind": kind, "data": "somewhere"}
    secure = {"bootstrap": "127.0.0.1:2", "username": ADMINISTRATOR} if kind == "kafka" else None
    parts = {"kafka": ComponentState(facts=facts, secure=secure, ready=True)}
    StackState(supervisor=Process.of(os.getpid()), broker=kind, control="x", components=parts).write(Paths.of())
    assert main(["status"]) == 0
    assert ("with a login: 127.0.0.1:2" if secure else "no TLS, no logins") in capsys.readouterr().out
    assert main(["status", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["parts"]["kafka"].get("secure") == secure
