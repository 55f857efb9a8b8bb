"""The settings of a service, from environment variables with the prefix ``LOKET_``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, PositiveFloat, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.addresses import require_https
from loket_shared.audit.keys import AuditKeys
from loket_shared.broker.connection import KafkaSettings
from loket_shared.db.connection import with_password
from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.postgres_vault import SIGNING_KEY_DAYS
from loket_shared.sealing.rotate import DAYS


class ServiceSettings(KafkaSettings):
    """Settings that all services share; a service adds its own in a subclass.

    - ``public_url``: the public address of this service, without a trailing slash. Its scheme decides on ``Secure``
      cookies and HSTS.
    - ``ops_host`` and ``ops_port``: the operations address with health and metrics of every role. Keep it from
      everybody except probes and the scraper.
    - ``..._file``: secrets are in files, so that no process listing and no environment shows them. A database URL needs
      no password if a file holds it.
    - ``..._direct_url``: the database itself, if the other URL leads to a pooler. The relay and the listeners for
      notifications need a session of their own.
    - ``ldv_endpoint``: the full OTLP-over-HTTP address of the log of processing; without it the log goes as JSON lines
      to ``ldv_dir``.
    - ``contribution_spread_seconds``: events about contribution work are published up to this much later, so that their
      time does not lead to a question.
    - ``retry_tries`` and ``retry_seconds``: after both, an event that fails unexpectedly becomes a dead letter, unless
      ``pause_after_keys`` keys fail in a row.
    - ``oidc_issuer_name``: the provider's name in pseudonyms. Set it to the former issuer when the provider moves to
      another address.
    - ``oidc_email_verified_default``: used for a token without the claim ``email_verified``.
    - ``security_contact`` and ``security_policy``: the contact for vulnerability reports (a mail, web or telephone
      address) and its policy, published in ``security.txt``, which is valid for ``security_txt_days``.
    """

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
    database_password_file: Path | None = None
    database_direct_url: SecretStr | None = None
    database_pool: int = 16
    vault_url: SecretStr
    vault_password_file: Path | None = None
    vault_direct_url: SecretStr | None = None
    master_key_file: Path
    signing_key_days: Annotated[int, Field(ge=1)] = SIGNING_KEY_DAYS
    audit_key_file: Path
    master_key_days: PositiveFloat = DAYS

    topics_file: Path
    retry_tries: int = Field(8, ge=1)
    retry_seconds: float = Field(120.0, ge=0.0)
    pause_after_keys: int = Field(3, ge=2)

    oidc_issuer: str
    oidc_issuer_name: str = ""
    oidc_email_verified_default: bool = False
    oidc_client_id: str
    oidc_client_secret_file: Path
    audience: str = "loket"

    oin: str
    security_contact: Annotated[str, Field(pattern=r"^(mailto:[^\s@]+@[^\s@]+|https://\S+|tel:\+[\d-]+)$")]
    security_policy: Annotated[str, Field(pattern=r"^(https://\S+)?$")] = ""
    security_txt_days: Annotated[int, Field(ge=1, le=364)] = 180
    contribution_spread_seconds: float = Field(default=300.0, ge=0, allow_inf_nan=False)
    telemetry_dir: Path | None = None
    ldv_endpoint: Annotated[str, AfterValidator(require_https)] | None = None
    ldv_token_file: Path | None = None
    ldv_dir: Path | None = None
    static_dir: Path | None = None
    schema_base_url: str = "https://loket.example/schemas"
    log_level: str = "INFO"

    @property
    def issuer_name(self) -> str:
        """The name of the identity provider in pseudonyms."""
        return self.oidc_issuer_name or self.oidc_issuer

    @property
    def database_address(self) -> str:
        """The URL of the service's database, with its password."""
        return with_password(self.database_url.get_secret_value(), self.database_password_file)

    @property
    def database_direct_address(self) -> str:
        """The URL of the service's database without a pooler, with its password."""
        url = self.database_direct_url or self.database_url
        return with_password(url.get_secret_value(), self.database_password_file)

    @property
    def vault_address(self) -> str:
        """The URL of the vault, with the password of the service's role."""
        return with_password(self.vault_url.get_secret_value(), self.vault_password_file)

    @property
    def vault_direct_address(self) -> str:
        """The URL of the vault without a pooler, with the password of the service's role."""
        return with_password((self.vault_direct_url or self.vault_url).get_secret_value(), self.vault_password_file)


_READERS: Mapping[str, Callable[[Path], object]] = MappingProxyType(
    {"audit_key_file": AuditKeys.read, "master_key_file": MasterKeys.read}
)

S = TypeVar("S", bound=BaseSettings)


def read_settings(kind: type[S]) -> S:
    """Return the settings from the environment.

    Raises:
        SystemExit: a setting is missing or invalid, or its file cannot be used; the message names it without its value.
    """
    try:
        settings = kind()
    except ValidationError as error:
        raise SystemExit("\n".join(_sentence(fault["loc"], fault["msg"]) for fault in error.errors())) from None
    if unusable := list(_unusable_files(settings)):
        raise SystemExit("\n".join(unusable))
    return settings


def _unusable_files(settings: BaseSettings) -> Iterator[str]:
    for name in type(settings).model_fields:
        file = getattr(settings, name)
        if name.endswith("_file") and file is not None and (fault := _fault_of(name, file)):
            yield _sentence((name,), f"the file {file} {fault}")


def _fault_of(name: str, file: Path) -> str | None:
    """Return the fault of a setting's file, without its content, or None."""
    try:
        if not file.read_text("utf-8").strip():
            return "is empty"
        if name in _READERS:
            _READERS[name](file)
    except OSError as error:
        return f"cannot be read: {error.strerror}"
    except ValueError:
        return "does not hold what it should"
    return None


def _sentence(place: Sequence[int | str], message: str) -> str:
    name = "_".join(str(part) for part in place)
    text = message.removeprefix("Value error, ")
    return f"LOKET_{name.upper()}: {text}" if name else text


class OwnerSettings(BaseSettings):
    """The URL of the database for the role that owns its tables, and the file with that role's password."""

    model_config = SettingsConfigDict(env_prefix="LOKET_")

    database_owner_url: str
    database_owner_password_file: Path

    @property
    def address(self) -> str:
        """The URL with the password."""
        return with_password(self.database_owner_url, self.database_owner_password_file)
