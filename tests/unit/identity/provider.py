"""The development identity provider in this process, and somebody who checks its tokens."""

from collections.abc import Mapping
from typing import Any

import httpx
from joserfc import jwt
from joserfc.jwk import RSAKey

from loket_shared.identity.oidc_provider import OidcProvider
from loket_shared.identity.tokens import OidcTokenVerifier
from loket_shared.observability.clock import SystemClock
from loket_stack.identity.app import create_identity_provider
from loket_stack.identity.clients import CODE, COMMAND_LINE, CREDENTIALS, Client, Clients
from loket_stack.identity.tokens import Issuer

ISSUER = "http://identity.example"
PORTAL = Client(client_id="university-portal", client_secret="portal secret", grant_types=(CREDENTIALS,))
SERVICE = Client(
    client_id="loket-x",
    client_secret="service secret",
    grant_types=(CODE,),
    redirect_uris=("http://x.example/callback",),
    post_logout_redirect_uris=("http://x.example/",),
)


def new_key() -> RSAKey:
    return RSAKey.generate_key(2048, {"use": "sig", "alg": "PS256"}, auto_kid=True)


class CountingTransport(httpx.AsyncBaseTransport):
    """Brings requests to an application that can be replaced or taken away, and counts them."""

    def __init__(self, key: RSAKey) -> None:
        self.requests = 0
        self.away = False
        self.use(key)

    def use(self, key: RSAKey) -> None:
        self.issuer = Issuer(ISSUER, key)
        self.app = create_identity_provider(self.issuer, Clients(COMMAND_LINE, PORTAL, SERVICE))

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        self.requests += 1
        if self.away:
            raise httpx.ConnectError("away")
        return await httpx.ASGITransport(self.app).handle_async_request(request)


def verifier(transport: httpx.AsyncBaseTransport) -> OidcTokenVerifier:
    return OidcTokenVerifier(OidcProvider(ISSUER, transport), "loket", SystemClock())


def forged(key: RSAKey, claims: Mapping[str, Any], algorithm: str = "PS256", **header: Any) -> str:
    """Return a token with these claims, signed with ``key``."""
    return jwt.encode({"alg": algorithm, "kid": key.kid, **header}, dict(claims), key, algorithms=[algorithm])
