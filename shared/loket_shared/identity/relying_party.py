"""Signs people in with OpenID Connect: the authorization code flow with PKCE (OpenID NL GOV 1.0.1; RFC 7636)."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from time import time
from typing import Any
from urllib.parse import quote_plus

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loket_shared.identity.oidc_provider import OidcProvider, ProviderUnreachableError
from loket_shared.identity.sealed_cookie import BadCookieError, seal, unseal
from loket_shared.identity.tokens import ID_TOKEN, LOGOUT_TOKEN, InvalidTokenError, known_principal, verified_claims
from loket_shared.observability.clock import Clock
from loket_shared.principal import Principal

ATTEMPT_SECONDS = 900

_ATTEMPT = "sign-in attempt"


def _random() -> str:
    return secrets.token_urlsafe(32)


class SignInState(BaseModel):
    """State, nonce and PKCE verifier of one attempt: 256 random bits each (OpenID NL GOV asks for 128).

    ``began`` is in seconds since the epoch.
    """

    model_config = ConfigDict(frozen=True)

    return_to: str
    state: str = Field(default_factory=_random)
    nonce: str = Field(default_factory=_random)
    verifier: str = Field(default_factory=_random)
    began: float = Field(default_factory=time)

    def sealed(self, secret: str) -> str:
        """Return the cookie value, sealed with the service's ``secret``."""
        return urlsafe_b64encode(seal(secret, _ATTEMPT, self.model_dump_json().encode())).decode()

    @classmethod
    def unsealed(cls, cookie: str, secret: str) -> "SignInState | None":
        """Return the attempt in ``cookie``; None if the cookie is not from this service."""
        try:
            return cls.model_validate_json(unseal(secret, _ATTEMPT, urlsafe_b64decode(cookie)))
        except (BadCookieError, ValidationError, ValueError):
            return None


_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True)
class SignedIn:
    """A signed-in person; ``provider_session`` is the provider's session id (``sid``), which a back-channel logout
    names.
    """

    principal: Principal
    provider_session: str | None
    access_token: str = ""


@dataclass(frozen=True)
class EndedSession:
    """An ended session at the provider; if ``provider_session`` is None, all sessions of ``subject``.

    ``token_id`` may be used once and must be remembered until ``expires_at``.
    """

    provider_session: str | None
    subject: str | None
    token_id: str
    expires_at: datetime


@dataclass(frozen=True)
class RelyingParty:
    """This service as a client of the identity provider; ``address`` is the service's public address."""

    provider: OidcProvider
    clock: Clock
    client_id: str
    client_secret: str
    address: str

    @property
    def redirect_uri(self) -> str:
        """The address to which the provider returns the browser."""
        return f"{self.address}/callback"

    @property
    def _credentials(self) -> tuple[str, str]:
        """The client's id and secret, form-encoded as the Basic header requires (RFC 6749, section 2.3.1)."""
        return quote_plus(self.client_id), quote_plus(self.client_secret)

    async def authorization_address(self, attempt: SignInState) -> str:
        """Return the provider's address for the sign-in."""
        address: str = prepare_grant_uri(
            (await self.provider.metadata()).authorization_endpoint,
            client_id=self.client_id,
            response_type="code",
            redirect_uri=self.redirect_uri,
            scope="openid profile email",
            state=attempt.state,
            nonce=attempt.nonce,
            code_challenge=create_s256_code_challenge(attempt.verifier),
            code_challenge_method="S256",
        )
        return address

    async def redeem(self, code: str, attempt: SignInState, issuer: str | None = None) -> SignedIn:
        """Exchange ``code`` for tokens and return the signed-in person; ``issuer`` is the ``iss`` of the response.

        Raises:
            InvalidTokenError: the code or its ID token is invalid, or the response comes from another provider (RFC
                9207).
            UnusableTokenError: the ID token lacks a claim that the desk needs.
            ProviderUnreachableError: the provider does not answer.
        """
        expected = (await self.provider.metadata()).authorization_response_iss_parameter_supported
        if issuer != self.provider.issuer and (expected or issuer is not None):
            raise InvalidTokenError("the response is of another issuer")
        tokens = await self._tokens(code, attempt)
        id_token = str(tokens["id_token"])
        claims = await verified_claims(
            id_token,
            ID_TOKEN,
            self.provider,
            self.clock,
            aud={"essential": True, "value": self.client_id},
            nonce={"essential": True, "value": attempt.nonce},
        )
        if claims.get("azp", self.client_id) != self.client_id:
            raise InvalidTokenError("an ID token that was given out to another client")
        principal = known_principal(claims, self.provider)
        session = claims.get("sid")
        return SignedIn(principal, session if isinstance(session, str) else None, str(tokens.get("access_token", "")))

    async def sign_out_address(self) -> str:
        """Return the provider's address for the sign-out (OIDC RP-Initiated Logout 1.0).

        It names the client, not the ID token: that would appear in addresses, and so in logs. Therefore a provider may
        ask the person to confirm.
        """
        end = (await self.provider.metadata()).end_session_endpoint
        back = {"client_id": self.client_id, "post_logout_redirect_uri": f"{self.address}/"}
        return str(httpx.URL(end, params=back)) if end else "/"

    async def ended(self, logout_token: str) -> EndedSession:
        """Return the session that ``logout_token`` ends (OIDC Back-Channel Logout 1.0, sections 2.4 and 2.6).

        Raises:
            InvalidTokenError: the token is not a logout token for this service.
        """
        claims = await verified_claims(
            logout_token,
            LOGOUT_TOKEN,
            self.provider,
            self.clock,
            aud={"essential": True, "value": self.client_id},
            jti={"essential": True},
            iat={"essential": True},
        )
        events, sid, subject = claims.get("events"), claims.get("sid"), claims.get("sub")
        if not isinstance(events, dict) or not isinstance(events.get(_LOGOUT_EVENT), dict) or "nonce" in claims:
            raise InvalidTokenError("not a logout token")
        if not all(isinstance(named, str) and named for named in (sid, subject) if named is not None):
            raise InvalidTokenError("a logout token that names nobody")
        if sid is None and subject is None:
            raise InvalidTokenError("a logout token that names nobody")
        try:
            return EndedSession(sid, subject, str(claims["jti"]), datetime.fromtimestamp(claims["exp"], UTC))
        except (ValueError, OverflowError, OSError):
            raise InvalidTokenError("a logout token that holds for ever") from None

    async def _tokens(self, code: str, attempt: SignInState) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        address = (await self.provider.metadata()).token_endpoint
        try:
            async with self.provider.http() as client:
                answer = await client.post(address, data=form, auth=self._credentials)
                body = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnreachableError("the identity provider does not answer") from error
        given = answer.status_code == httpx.codes.OK and isinstance(body, dict)
        if not given or not isinstance(body.get("id_token"), str):
            raise InvalidTokenError("the provider refused the code")
        return dict(body)
