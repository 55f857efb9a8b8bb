"""What a service must be told from outside, by environment variables with the prefix ``LOKET_``."""

from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.ops.over_tls import over_tls


class ServiceSettings(BaseSettings):
    """Settings that all services share; a service adds its own in a subclass.

    ``public_url`` is the address at which people reach this service, without a trailing slash; its
    scheme decides on ``Secure`` cookies and HSTS. At ``ops_host`` and ``ops_port`` every role tells its
    health and its figures, to probes and the scraper: keep that address from everybody else. Secrets
    come as files, so that they stand in no process listing. The log of processing goes by OTLP over HTTP
    to ``ldv_endpoint``, the whole address, else as JSON lines to ``ldv_dir``.
    """

    model_config = SettingsConfigDict(env_prefix="LOKET_", hide_input_in_errors=True)

    host: str = "127.0.0.1"
    port: int
    ops_host: str = "127.0.0.1"
    ops_port: int = 9464
    public_url: str
    intake_url: str
    routing_url: str
    backoffice_url: str
    notifications_url: str

    database_url: SecretStr
    database_pool: int = 16
    vault_url: SecretStr
    master_key_file: Path

    kafka_bootstrap: str
    kafka_idempotent: bool = True
    topics_file: Path

    oidc_issuer: str
    oidc_client_id: str
    oidc_client_secret_file: Path
    audience: str = "loket"

    oin: str
    telemetry_dir: Path | None = None
    ldv_endpoint: Annotated[str, AfterValidator(over_tls)] | None = None
    ldv_token_file: Path | None = None
    ldv_dir: Path | None = None
    static_dir: Path | None = None
    schema_base_url: str = "https://loket.example/schemas"
    log_level: str = "INFO"
