"""The sample service, composed for a test: settings that lead nowhere, keys in memory, a clock that stands still."""

from dataclasses import replace
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from kit.audit_trail import trail
from kit.memory_vault import MemoryKeys, MemoryVault
from pydantic import SecretStr

from loket_policy.vault import VAULT_GRANTS
from loket_sample.main import SERVICE
from loket_shared.db.database import Database
from loket_shared.http.description import describe
from loket_shared.identity.token_verifier import InvalidTokenError
from loket_shared.observability import logs
from loket_shared.observability.clock import FixedClock
from loket_shared.principal import Principal, Role
from loket_shared.sealing.sealer import Sealer
from loket_shared.service.runtime import Runtime
from loket_shared.service.settings import ServiceSettings
from loket_shared.unit_of_work import Publisher, UnitsOfWork
from loket_shared.wiring.app import create_app

ADDRESS = "http://sample.example"
ISSUER = "http://identity.example"
SECRET = "a secret + 100%25 & more of the sample service"
START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


class Anybody:
    """Takes the word of whoever says ``someone``."""

    async def verify(self, token: str) -> Principal:
        if token != "someone":
            raise InvalidTokenError
        return Principal("someone", "Someone", "someone@sample.example", Role.ASKER, institution="https://ror.org/x")


def settings(folder: Path, **changes: Any) -> ServiceSettings:
    secret = folder / "client-secret"
    secret.write_text(SECRET)
    base = dict.fromkeys(("intake_url", "routing_url", "backoffice_url", "notifications_url", "public_url"), ADDRESS)
    return ServiceSettings(
        **{
            **base,
            "port": 0,
            "database_url": SecretStr(""),
            "vault_url": SecretStr(""),
            "master_key_file": secret,
            "audit_key_file": secret,
            "kafka_bootstrap": "127.0.0.1:1",
            "topics_file": secret,
            "oidc_issuer": ISSUER,
            "oidc_client_id": "loket-sample",
            "oidc_client_secret_file": secret,
            "oin": "00000003123456780000",
            "security_contact": "mailto:security@sample.example",
            **changes,
        }
    )


def runtime(configured: ServiceSettings, database: Database) -> Runtime:
    logs.configure("sample", "INFO")
    clock, vault = FixedClock(START), MemoryVault(MemoryKeys(), VAULT_GRANTS["intake"])
    units = UnitsOfWork(database, clock, Sealer(vault), vault, Publisher("urn:nld:oin:1", "x", ADDRESS), trail())
    return Runtime(SERVICE, configured, database, vault, Sealer(vault), clock, units)


def described(service: str, folder: Path) -> dict[str, Any]:
    """Return the OpenAPI document of a service that leads nowhere."""
    definition = import_module(f"loket_{service}.main").SERVICE
    nowhere = runtime(settings(folder), Database("postgresql+asyncpg://nobody@127.0.0.1:1/nothing"))
    composed = replace(nowhere, definition=definition)
    return describe(create_app(composed, Anybody()), composed)
