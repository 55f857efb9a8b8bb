"""The clients that the provider knows."""

import secrets
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

CODE = "authorization_code"
CREDENTIALS = "client_credentials"


class Client(BaseModel):
    """An OAuth client; a public client has no secret and authenticates by PKCE alone."""

    model_config = ConfigDict(frozen=True, alias_generator=to_camel, populate_by_name=True, hide_input_in_errors=True)

    client_id: str
    client_secret: str | None = None
    grant_types: tuple[str, ...]
    redirect_uris: tuple[str, ...] = ()
    post_logout_redirect_uris: tuple[str, ...] = ()
    backchannel_logout_uri: str | None = None

    def proves_itself(self, secret: str | None) -> bool:
        """Return whether ``secret`` is the client's own."""
        if self.client_secret is None:
            return secret is None
        return secret is not None and secrets.compare_digest(self.client_secret.encode(), secret.encode())


COMMAND_LINE = Client(client_id="loket-cli", grant_types=(CODE,), redirect_uris=("http://127.0.0.1/callback",))
"""The ``./loket token`` command: a public client that comes back to the loopback address (RFC 8252, section 7.3)."""


class Clients:
    """The registered clients, by id."""

    def __init__(self, *clients: Client) -> None:
        self._by_id = {client.client_id: client for client in clients}

    @classmethod
    def read(cls, file: Path) -> Self:
        """Read the clients that ``file`` registers (``{"clients": [...]}``), and add the command line."""
        registered = _Registration.model_validate_json(file.read_bytes()).clients
        return cls(COMMAND_LINE, *registered)

    def find(self, client_id: str | None) -> Client | None:
        """Return the client ``client_id``, or None."""
        return self._by_id.get(client_id or "")

    def origins(self) -> tuple[str, ...]:
        """Return the origins to which the provider may redirect a browser."""
        addresses = (urlsplit(uri) for client in self._by_id.values() for uri in client.redirect_uris)
        return tuple(sorted({f"{address.scheme}://{address.netloc}" for address in addresses}))


class _Registration(BaseModel):
    clients: tuple[Client, ...]
