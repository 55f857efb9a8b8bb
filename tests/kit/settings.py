"""Settings of a service that lead nowhere: it needs nothing outside of the test."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import SecretStr

from loket_shared.service.settings import ServiceSettings

Settings = TypeVar("Settings", bound=ServiceSettings)

SERVICES = ("intake", "routing", "backoffice", "notifications")
ISSUER = "http://identity.example"
OIN = "00000003123456780000"
SECRET_FILE = Path(__file__).with_name("client-secret")
SECRET = SECRET_FILE.read_text(encoding="utf-8").strip()
MAIL = {"smtp_host": "nowhere", "mailbox_domain": "loket.example"}
"""What notifications needs beside."""

NO_DATABASE = "postgresql+asyncpg://nobody@127.0.0.1:1/nothing"


def address_of(service: str) -> str:
    """Return where browsers and clients reach ``service``."""
    return f"http://{service}.example"


ADDRESS = address_of("sample")


def service_settings(service: str = "sample", **changes: Any) -> ServiceSettings:
    """Return the settings that all services have, as ``service`` is told them, with ``changes``."""
    return settings_of(ServiceSettings, service, **changes)


def settings_of(kind: type[Settings], service: str, **changes: Any) -> Settings:
    """Return settings of a ``kind`` of its own, as ``service`` is told them, with ``changes``."""
    # The sample service stands for all of them.
    addresses = {f"{each}_url": address_of(each if service in SERVICES else service) for each in SERVICES}
    usual = {
        "port": 0,
        "public_url": address_of(service),
        "database_url": SecretStr(NO_DATABASE),
        "vault_url": SecretStr(NO_DATABASE),
        "master_key_file": SECRET_FILE,
        "audit_key_file": SECRET_FILE,
        "kafka_bootstrap": "127.0.0.1:1",
        "topics_file": SECRET_FILE,
        "oidc_issuer": ISSUER,
        "oidc_client_id": f"loket-{service}",
        "oidc_client_secret_file": SECRET_FILE,
        "oin": OIN,
        "security_contact": "mailto:security@sample.example",
    }
    mail = MAIL if MAIL.keys() <= kind.model_fields.keys() else {}
    return kind(**{**addresses, **usual, **mail, **changes})
