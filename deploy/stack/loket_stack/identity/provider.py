"""The state of the running provider, all in memory: authorization codes and sessions."""

import secrets
from dataclasses import dataclass, field
from time import monotonic
from typing import Annotated

import httpx
from fastapi import Depends, Request

from loket_stack.identity.clients import Clients
from loket_stack.identity.tokens import Issuer

COOKIE = "loket_identity"
LASTS_SECONDS = 60
"""How long an authorization code is good for."""


@dataclass(frozen=True)
class Grant:
    """The request that an authorization code stands for."""

    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str
    persona: str
    sid: str


class Grants:
    """Authorization codes: each works for one exchange by its client. After a restart people sign in again."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[float, Grant]] = {}

    def give(self, grant: Grant) -> str:
        """Return a code for ``grant``."""
        now = monotonic()
        self._given = {code: entry for code, entry in self._given.items() if entry[0] > now}
        code = secrets.token_urlsafe(32)
        self._given[code] = (now + LASTS_SECONDS, grant)
        return code

    def take(self, code: str) -> Grant | None:
        """Return the grant of ``code`` the first time, before it expires; None otherwise."""
        ends, grant = self._given.pop(code, (0.0, None))
        return grant if ends > monotonic() else None


@dataclass
class ProviderSession:
    """``sid`` identifies the session for clients; the browser's token cannot be derived from it."""

    persona: str
    sid: str = field(default_factory=lambda: secrets.token_urlsafe(16))
    clients: set[str] = field(default_factory=set)


class ProviderSessions:
    """Sessions by the browser's token, in memory."""

    def __init__(self) -> None:
        self._by_token: dict[str, ProviderSession] = {}

    def open(self, persona: str) -> tuple[str, ProviderSession]:
        """Begin a session; return the browser's token and the session."""
        token = secrets.token_urlsafe(32)
        self._by_token[token] = ProviderSession(persona)
        return token, self._by_token[token]

    def find(self, token: str | None) -> ProviderSession | None:
        """Return the session of the browser with ``token``, or None."""
        return self._by_token.get(token or "")

    def end(self, sid: str | None) -> ProviderSession | None:
        """End the session with this ``sid`` and return it; None if there is none."""
        for token, session in self._by_token.items():
            if session.sid == sid:
                return self._by_token.pop(token)
        return None


@dataclass(frozen=True)
class Provider:
    """The running provider."""

    issuer: Issuer
    clients: Clients
    transport: httpx.AsyncBaseTransport | None = None
    grants: Grants = field(default_factory=Grants)
    sessions: ProviderSessions = field(default_factory=ProviderSessions)


def current_provider(request: Request) -> Provider:
    """Return the provider that answers ``request``."""
    provider: Provider = request.app.state.provider
    return provider


ProviderDep = Annotated[Provider, Depends(current_provider)]
