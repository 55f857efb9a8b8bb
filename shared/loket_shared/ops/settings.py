"""What a service must be told from outside, by environment variables with the prefix ``LOKET_``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import AfterValidator, SecretStr, ValidationError

from loket_shared.bus.connection import KafkaSettings
from loket_shared.ops.over_tls import over_tls


class ServiceSettings(KafkaSettings):
    """Settings that all services share; a service adds its own in a subclass.

    ``public_url`` is the address at which people reach this service, without a trailing slash; its
    scheme decides on ``Secure`` cookies and HSTS. Secrets come as files, so that they stand in no
    process listing. Where a database is reached by a pooler, its direct url leads to the database itself:
    the relay, and what listens for notifications, keep a session of their own. The log of processing goes
    by OTLP over HTTP to ``ldv_endpoint``, the whole address, else as JSON lines to ``ldv_dir``.
    """

    host: str = "127.0.0.1"
    port: int
    public_url: str
    intake_url: str
    routing_url: str
    backoffice_url: str
    notifications_url: str

    database_url: SecretStr
    database_direct_url: SecretStr | None = None
    database_pool: int = 16
    vault_url: SecretStr
    vault_direct_url: SecretStr | None = None
    master_key_file: Path

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


S = TypeVar("S", bound=ServiceSettings)


def read_settings(kind: type[S]) -> S:
    """Return the settings of the environment.

    Raises:
        SystemExit: some are missing or do not fit; it says which, without their values.
    """
    try:
        return kind()
    except ValidationError as error:
        raise SystemExit("\n".join(_sentence(fault["loc"], fault["msg"]) for fault in error.errors())) from None


def _sentence(place: Sequence[int | str], message: str) -> str:
    name = "_".join(str(part) for part in place)
    text = message.removeprefix("Value error, ")
    return f"LOKET_{name.upper()}: {text}" if name else text
