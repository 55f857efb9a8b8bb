"""The four services, each in one process with all its roles."""

import sys
from collections.abc import Mapping

from loket_shared.bus.connection import KafkaConnection
from loket_stack.kafka.logins import Logins, as_settings, service_login
from loket_stack.parts.addresses import HOST, Addresses
from loket_stack.parts.environment import environment
from loket_stack.parts.health import ready_at
from loket_stack.parts.identity import client_secret
from loket_stack.parts.kafka import KAFKA
from loket_stack.parts.part import Part
from loket_stack.paths import TOPICS, Paths
from loket_stack.postgres.databases import SERVICES, VAULT, Databases
from loket_stack.secret_files import master_key

# An identification number of an organisation that does not exist.
_OIN = "00000003123456780000"
_MAILBOX_DOMAIN = "loket.example"


def service(name: str, paths: Paths, addresses: Addresses, broker: str) -> Part:
    """Describe the service ``name``."""
    url = addresses.url(name)
    return Part(
        name=name,
        command=(sys.executable, "-P", "-m", f"loket_{name}", "all"),
        environment=environment(
            {
                "LOKET_PORT": str(addresses.ports[name]),
                "LOKET_PUBLIC_URL": url,
                "LOKET_OIDC_CLIENT_ID": f"loket-{name}",
                "LOKET_OIDC_CLIENT_SECRET_FILE": str(client_secret(paths, f"loket-{name}")),
                **_databases(name, paths, addresses),
                **_kafka(name, paths, addresses, broker),
                **_same_for_all(paths, addresses),
            }
        ),
        facts={"url": url},
        ready=ready_at(url),
        needs=("postgres",),
        uses=("kafka", "identity", "mail"),
    )


def _databases(name: str, paths: Paths, addresses: Addresses) -> Mapping[str, str]:
    databases, role = Databases(addresses.ports["postgres"], paths.secrets), f"loket_{name}"
    return {
        "LOKET_DATABASE_URL": databases.url(role, name).replace("postgresql://", "postgresql+asyncpg://"),
        "LOKET_VAULT_URL": databases.url(role, VAULT),
        "LOKET_MASTER_KEY_FILE": str(master_key(paths.secrets / "master-key")),
    }


def _kafka(name: str, paths: Paths, addresses: Addresses, broker: str) -> Mapping[str, str]:
    if broker != KAFKA:
        return {**as_settings(KafkaConnection(addresses.bootstrap)), "LOKET_KAFKA_IDEMPOTENT": "false"}
    return as_settings(Logins(paths.secrets).connection(addresses.secure_bootstrap, service_login(name)))


def _same_for_all(paths: Paths, addresses: Addresses) -> Mapping[str, str]:
    return {
        "LOKET_HOST": HOST,
        **{f"LOKET_{name.upper()}_URL": addresses.url(name) for name in SERVICES},
        "LOKET_TOPICS_FILE": str(TOPICS),
        "LOKET_OIDC_ISSUER": addresses.url("identity"),
        "LOKET_SMTP_HOST": HOST,
        "LOKET_SMTP_PORT": str(addresses.ports["smtp"]),
        "LOKET_TELEMETRY_DIR": str(paths.telemetry),
        "LOKET_LDV_DIR": str(paths.ldv),
        "LOKET_STATIC_DIR": str(paths.static),
        "LOKET_OIN": _OIN,
        "LOKET_MAILBOX_DOMAIN": _MAILBOX_DOMAIN,
    }
