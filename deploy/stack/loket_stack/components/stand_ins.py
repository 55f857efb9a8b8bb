"""The stand-ins of the embedded stack: the development identity provider and the mail catcher."""

import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from loket_stack.components.component import Component, environment, ready_at
from loket_stack.paths import Paths
from loket_stack.ports import HOST, Addresses
from loket_stack.postgres.databases import SERVICES
from loket_stack.secret_files import password

MACHINES = ("university-portal", "partner-system")


def describe_identity_provider(paths: Paths, addresses: Addresses) -> Component:
    """Describe the identity provider; it reads the file of its clients at its start."""
    url = addresses.url("identity")
    clients = paths.run / "identity-clients.json"
    clients.touch(mode=0o600)
    clients.write_text(json.dumps({"clients": _clients(paths, addresses)}, indent=2))
    settings = {
        "LOKET_HOST": HOST,
        "LOKET_PORT": str(addresses.ports["identity"]),
        "LOKET_PUBLIC_URL": url,
        "LOKET_SECRETS_DIR": str(paths.secrets),
        "LOKET_DATA_DIR": str(paths.var / "identity"),
        "LOKET_IDENTITY_CLIENTS": str(clients),
    }
    return Component(
        name="identity",
        command=(sys.executable, "-P", "-m", "loket_stack.identity"),
        environment=environment(settings),
        facts={"url": url, "issuer": url},
        ready=ready_at(url),
    )


def client_secret(paths: Paths, client: str) -> Path:
    """Return the file with the secret of ``client``; create it if needed."""
    file = paths.secrets / f"client-{client}"
    password(file)
    return file


def _clients(paths: Paths, addresses: Addresses) -> Sequence[Mapping[str, Any]]:
    people = [_client(paths, f"loket-{name}", "authorization_code", addresses.url(name)) for name in SERVICES]
    return [*people, *(_client(paths, name, "client_credentials") for name in MACHINES)]


def _client(paths: Paths, client: str, grant: str, url: str | None = None) -> Mapping[str, Any]:
    return {
        "clientId": client,
        "clientSecret": client_secret(paths, client).read_text(),
        "grantTypes": [grant],
        "redirectUris": [f"{url}/callback"] if url else [],
        "postLogoutRedirectUris": [f"{url}/"] if url else [],
        "backchannelLogoutUri": f"{url}/backchannel-logout" if url else None,
    }


def describe_mail_catcher(paths: Paths, addresses: Addresses) -> Component:
    """Describe the mail catcher."""
    url, smtp_port = addresses.url("mail"), str(addresses.ports["smtp"])
    settings = {
        "LOKET_HOST": HOST,
        "LOKET_PORT": str(addresses.ports["mail"]),
        "LOKET_SMTP_PORT": smtp_port,
        "LOKET_DATA_DIR": str(paths.var / "mail"),
    }
    return Component(
        name="mail",
        command=(sys.executable, "-P", "-m", "loket_stack.mail"),
        environment=environment(settings),
        facts={"url": url, "smtp": f"{HOST}:{smtp_port}"},
        ready=ready_at(url),
    )
