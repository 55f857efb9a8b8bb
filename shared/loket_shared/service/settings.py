"""What a service must be told from outside, by environment variables with the prefix ``LOKET_``."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field, PositiveFloat, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from loket_shared.addresses import require_https
from loket_shared.audit.keys import AuditKeys
from loket_shared.broker.connection import KafkaSettings
from loket_shared.db.passwords import with_password
from loket_shared.sealing.master_keys import MasterKeys
from loket_shared.sealing.open_vault import SIGNING_KEY_DAYS
from loket_shared.sealing.rotate import DAYS


class ServiceSettings(KafkaSettings):
    """Settings that all services share; a service adds its own in a subclass.

    ``public_url`` is the address at which people reach this service, without a trailing slash; its scheme
    decides on ``Secure`` cookies and HSTS. At ``ops_host`` and ``ops_port`` every role tells its health and its
    figures, to probes and the scraper: keep that address from everybody else. Secrets come as files, so that
    they stand in no process listing and no environment: a database's url needs no password where a file holds
    it. Where a database is reached by a pooler, its direct url leads to the database itself: the relay, and
    what listens for notifications, keep a session of their own. The log of processing goes by OTLP over HTTP to
    ``ldv_endpoint``, the whole address, else as JSON lines to ``ldv_dir``. Events about contribution work are
    published up to ``contribution_spread_seconds`` after what they tell of, so that their time leads to no
    question. An event that fails unexpectedly becomes a dead letter after ``retry_tries`` over
    ``retry_seconds``, unless ``pause_after_keys`` keys fail in a row. ``oidc_issuer_name`` stands for the
    identity provider in pseudonyms: set to the issuer of before, a provider that moves to another address stays
    the same one. A token that does not say whether its mail address is verified counts as
    ``oidc_email_verified_default``. At ``security_contact``, an address for mail, web or telephone, somebody takes
    reports of vulnerabilities, by the policy that stands at ``security_policy``; both are told in ``security.txt``,
    which is good for ``security_txt_days``.
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
        """The url of the service's database, with its password."""
        return with_password(self.database_url.get_secret_value(), self.database_password_file)

    @property
    def database_direct_address(self) -> str:
        """The url of the service's database without a pooler, with its password."""
        url = self.database_direct_url or self.database_url
        return with_password(url.get_secret_value(), self.database_password_file)

    @property
    def vault_address(self) -> str:
        """The url of the vault, with the password of the service's role."""
        return with_password(self.vault_url.get_secret_value(), self.vault_password_file)

    @property
    def vault_direct_address(self) -> str:
        """The url of the vault without a pooler, with the password of the service's role."""
        return with_password((self.vault_direct_url or self.vault_url).get_secret_value(), self.vault_password_file)


_READERS: Mapping[str, Callable[[Path], object]] = MappingProxyType(
    {"audit_key_file": AuditKeys.read, "master_key_file": MasterKeys.read}
)

S = TypeVar("S", bound=BaseSettings)


def read_settings(kind: type[S]) -> S:
    """Return the settings of the environment.

    Raises:
        SystemExit: some are missing or do not fit, or name a file that cannot be used; it says which, without
            their values.
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
    """Return what is wrong with the file of a setting; what stands in it is not told."""
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
    """The address of the database for the role that owns its tables, and the file with that role's password."""

    model_config = SettingsConfigDict(env_prefix="LOKET_")

    database_owner_url: str
    database_owner_password_file: Path

    @property
    def address(self) -> str:
        """The whole address, with the password."""
        return with_password(self.database_owner_url, self.database_owner_password_file)
