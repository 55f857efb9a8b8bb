"""The authorization request of a client, and the checks on it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlencode

from loket_stack.identity.clients import CODE, Client, Clients

_CHALLENGE = re.compile(r"[A-Za-z0-9_-]{43}")


class UntrustedClientError(Exception):
    """The client or its redirect URI is unknown, so the browser must not be sent anywhere."""


class RequestRefusedError(Exception):
    """The request is not allowed; ``code`` goes back to the client (RFC 6749, section 4.1.2.1)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class AuthorizationRequest:
    """A request of a known client with a registered redirect URI."""

    client: Client
    redirect_uri: str
    state: str
    asked: Mapping[str, str]

    @classmethod
    def read(cls, asked: Mapping[str, str], clients: Clients) -> Self:
        """Read a request.

        Raises:
            UntrustedClientError: the client is unknown, or the redirect URI is not exactly a registered one.
        """
        client = clients.find(asked.get("client_id"))
        redirect_uri = asked.get("redirect_uri", "")
        if client is None or redirect_uri not in client.redirect_uris:
            raise UntrustedClientError
        return cls(client, redirect_uri, asked.get("state", ""), asked)

    def check(self) -> None:
        """Check that the request uses the code flow with PKCE S256, state and nonce (OpenID NL GOV 1.0.1).

        Raises:
            RequestRefusedError: the request does not.
        """
        if self.asked.get("response_type") != "code" or CODE not in self.client.grant_types:
            raise RequestRefusedError("unsupported_response_type")
        if "openid" not in self.asked.get("scope", "").split():
            raise RequestRefusedError("invalid_scope")
        proven = self.asked.get("code_challenge_method") == "S256" and _CHALLENGE.fullmatch(self.challenge)
        if not (proven and self.state and self.nonce):
            raise RequestRefusedError("invalid_request")

    @property
    def challenge(self) -> str:
        """The PKCE challenge."""
        return self.asked.get("code_challenge", "")

    @property
    def nonce(self) -> str:
        """The nonce that binds the ID token to the client's request."""
        return self.asked.get("nonce", "")

    @property
    def wants_choice(self) -> bool:
        """True if a persona must be chosen again, even with a session."""
        return "login" in self.asked.get("prompt", "").split()

    def redirect_back(self, **parameters: str) -> str:
        """Return the address that sends the browser back to the client, with these parameters."""
        return f"{self.redirect_uri}?{urlencode({**parameters, 'state': self.state})}"
