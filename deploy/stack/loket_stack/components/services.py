"""The four services, each in one process with all its roles."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from loket_shared.broker.connection import KafkaConnection
from loket_stack.components.component import Component, environment, ready_at
from loket_stack.components.kafka import KAFKA
from loket_stack.components.stand_ins import client_secret
from loket_stack.console import StackError
from loket_stack.kafka.logins import Logins, as_settings, service_login
from loket_stack.paths import PROJECT, TOPICS, Paths
from loket_stack.ports import HOST, Addresses
from loket_stack.postgres.databases import SERVICES, VAULT, Databases, owner_of
from loket_stack.secret_files import MASTER_KEY, audit_key, master_key

# An identification number of an organisation that does not exist.
_OIN = "00000003123456780000"
_SECURITY_CONTACT = "mailto:security@loket.example"
_MAILBOX_DOMAIN = "loket.example"


def describe_service(name: str, paths: Paths, addresses: Addresses, broker: str) -> Component:
    """Describe the service ``name``."""
    url, operations = addresses.url(name), f"{name}-operations"
    return Component(
        name=name,
        command=(sys.executable, "-P", "-m", f"loket_{name}", "all"),
        environment=environment(
            {
                "LOKET_PORT": str(addresses.ports[name]),
                "LOKET_PUBLIC_URL": url,
                "LOKET_OPS_HOST": HOST,
                "LOKET_OPS_PORT": str(addresses.ports[operations]),
                "LOKET_OIDC_CLIENT_ID": f"loket-{name}",
                "LOKET_OIDC_CLIENT_SECRET_FILE": str(client_secret(paths, f"loket-{name}")),
                "LOKET_AUDIT_KEY_FILE": str(audit_key(audit_key_file(paths, name))),
                **_databases(name, paths, addresses),
                **_kafka(name, paths, addresses, broker),
                **_same_for_all(paths, addresses),
            }
        ),
        facts={"url": url, "operations": addresses.url(operations)},
        # A process that died restarts at once: its database is already migrated.
        prepare=RunOnChange(_migrations(name), partial(_migrate, name, _owner(name, paths, addresses))),
        ready=ready_at(addresses.url(operations)),
        needs=("postgres",),
        uses=("kafka", "identity", "mail"),
    )


def audit_key_file(paths: Paths, name: str) -> Path:
    """Return the path of the key of the service's audit trail."""
    return paths.secrets / f"audit-key-{name}"


def _migrations(name: str) -> Path:
    return PROJECT / "services" / name / f"loket_{name}" / "migrations"


def _migrate(name: str, settings: Mapping[str, str]) -> None:
    """Migrate the service's database, as the owner of its tables.

    Raises:
        StackError: the migration failed; the database is unchanged.
    """
    command = (sys.executable, "-P", "-m", f"loket_{name}", "migrate")
    done = subprocess.run(command, cwd="/", env=settings, capture_output=True, text=True, check=False)
    if done.returncode:
        raise StackError(f"cannot migrate the database of {name}: {done.stderr.strip()}", "see ./loket logs")


def _owner(name: str, paths: Paths, addresses: Addresses) -> Mapping[str, str]:
    """Return the environment of the migrations, which run as the owner of the tables."""
    databases, role = Databases(addresses.ports["postgres"], paths.secrets), owner_of(name)
    return environment(
        {
            "LOKET_DATABASE_OWNER_URL": _for_sqlalchemy(databases.address(role, name)),
            "LOKET_DATABASE_OWNER_PASSWORD_FILE": str(databases.password_file(role)),
        }
    )


def _for_sqlalchemy(address: str) -> str:
    return address.replace("postgresql://", "postgresql+asyncpg://")


def _databases(name: str, paths: Paths, addresses: Addresses) -> Mapping[str, str]:
    databases, role = Databases(addresses.ports["postgres"], paths.secrets), f"loket_{name}"
    password = str(databases.password_file(role))
    return {
        "LOKET_DATABASE_URL": _for_sqlalchemy(databases.address(role, name)),
        "LOKET_DATABASE_PASSWORD_FILE": password,
        "LOKET_VAULT_URL": databases.address(role, VAULT),
        "LOKET_VAULT_PASSWORD_FILE": password,
        "LOKET_MASTER_KEY_FILE": str(master_key(paths.secrets / MASTER_KEY)),
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
        "LOKET_OIDC_ISSUER_NAME": "loket-development",
        "LOKET_SMTP_HOST": HOST,
        "LOKET_SMTP_PORT": str(addresses.ports["smtp"]),
        "LOKET_TELEMETRY_DIR": str(paths.telemetry),
        "LOKET_LDV_DIR": str(paths.ldv),
        "LOKET_STATIC_DIR": str(paths.static),
        "LOKET_OIN": _OIN,
        "LOKET_SECURITY_CONTACT": _SECURITY_CONTACT,
        "LOKET_MAILBOX_DOMAIN": _MAILBOX_DOMAIN,
    }


class RunOnChange:
    """Calls ``act`` when the Python files in ``folder`` changed since the last call that succeeded."""

    def __init__(self, folder: Path, act: Callable[[], None]) -> None:
        self._folder = folder
        self._act = act
        self._done_for: frozenset[tuple[Path, int]] | None = None

    def __call__(self) -> None:
        """Call ``act`` if a file changed."""
        present = frozenset((file, file.stat().st_mtime_ns) for file in self._folder.rglob("*.py"))
        if present != self._done_for:
            self._act()
            self._done_for = present
