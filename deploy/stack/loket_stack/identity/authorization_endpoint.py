"""The authorization endpoint: checks the request of a client, and lets a person choose a persona by a click."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Self
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from loket_stack.identity.clients import CODE, Client, Clients
from loket_stack.identity.pages import page
from loket_stack.identity.personas import GROUPS, PERSONAS
from loket_stack.identity.provider import COOKIE, Grant, Provider, ProviderDep, ProviderSession

router = APIRouter()

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


@router.get("/authorize")
async def ask(request: Request, provider: ProviderDep) -> Response:
    """Show the personas, or redirect a browser with a session back at once with a code."""
    try:
        wanted = AuthorizationRequest.read(request.query_params, provider.clients)
    except UntrustedClientError:
        return page(request, "untrusted.html", 400)
    try:
        wanted.check()
    except RequestRefusedError as refused:
        return _to(wanted.redirect_back(error=refused.code))
    session = provider.sessions.find(request.cookies.get(COOKIE))
    if session and not wanted.wants_choice:
        return _to(_granted(provider, wanted, session))
    return page(request, "choose.html", groups=GROUPS, client=wanted.client.client_id)


@router.post("/authorize")
async def choose(request: Request, provider: ProviderDep, persona: Annotated[str, Form()]) -> Response:
    """Open a session as the chosen persona and redirect the browser to the client with a code."""
    try:
        wanted = AuthorizationRequest.read(request.query_params, provider.clients)
        wanted.check()
    except (UntrustedClientError, RequestRefusedError):
        return page(request, "untrusted.html", 400)
    if persona not in PERSONAS:
        return _to(wanted.redirect_back(error="access_denied"))
    token, session = provider.sessions.open(persona)
    answer = _to(_granted(provider, wanted, session))
    answer.set_cookie(COOKIE, token, httponly=True, samesite="lax")
    return answer


def _granted(provider: Provider, wanted: AuthorizationRequest, session: ProviderSession) -> str:
    client_id = wanted.client.client_id
    session.clients.add(client_id)
    grant = Grant(client_id, wanted.redirect_uri, wanted.challenge, wanted.nonce, session.persona, session.sid)
    return wanted.redirect_back(code=provider.grants.give(grant), iss=provider.issuer.address)


def _to(address: str) -> RedirectResponse:
    return RedirectResponse(address, status_code=303)
