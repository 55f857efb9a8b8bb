"""Signing in by OpenID Connect: the authorization code flow with PKCE (OpenID NL GOV 1.0.1; RFC 7636)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from loket_shared.identity.attempt import Attempt
from loket_shared.identity.claims import UnusableClaims
from loket_shared.identity.principal import Principal
from loket_shared.identity.provider import Provider, ProviderUnreachable
from loket_shared.identity.verifier import InvalidToken, verified_claims
from loket_shared.ops.clock import Clock

_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


@dataclass(frozen=True)
class SignedIn:
    """Who signed in; ``provider_session`` is the provider's session, which sign-out everywhere names."""

    principal: Principal
    id_token: str
    provider_session: str | None
    access_token: str = ""


@dataclass(frozen=True)
class RelyingParty:
    """This service as a client of the identity provider; ``address`` is where people reach it."""

    provider: Provider
    clock: Clock
    client_id: str
    client_secret: str
    address: str

    @property
    def redirect_uri(self) -> str:
        """Where the provider sends the browser back to."""
        return f"{self.address}/callback"

    async def authorization_address(self, attempt: Attempt) -> str:
        """Return where a browser goes to sign in."""
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

    async def redeem(self, code: str, attempt: Attempt) -> SignedIn:
        """Exchange ``code`` and return who signed in.

        Raises:
            InvalidToken: the code or the ID token that it gave does not hold.
            ProviderUnreachable: the provider does not answer.
        """
        tokens = await self._tokens(code, attempt)
        id_token = str(tokens["id_token"])
        claims = await verified_claims(
            id_token,
            self.provider,
            self.clock,
            aud={"essential": True, "value": self.client_id},
            nonce={"essential": True, "value": attempt.nonce},
        )
        try:
            return SignedIn(
                self.provider.principal(claims), id_token, claims.get("sid"), str(tokens.get("access_token", ""))
            )
        except UnusableClaims as error:
            raise InvalidToken(str(error)) from None

    async def sign_out_address(self, id_token: str) -> str:
        """Return where a browser goes to end the session at the provider too (OIDC RP-Initiated Logout 1.0)."""
        end = (await self.provider.metadata()).end_session_endpoint
        back = {"id_token_hint": id_token, "post_logout_redirect_uri": f"{self.address}/"}
        return str(httpx.URL(end, params=back)) if end else "/"

    async def ended_session(self, logout_token: str) -> str:
        """Return the provider's session that ``logout_token`` says is over (OIDC Back-Channel Logout 1.0, 2.6).

        Raises:
            InvalidToken: it is not such a token for this service.
        """
        claims = await verified_claims(
            logout_token,
            self.provider,
            self.clock,
            aud={"essential": True, "value": self.client_id},
            sid={"essential": True},
        )
        events = claims.get("events")
        if not isinstance(events, dict) or _LOGOUT_EVENT not in events or "nonce" in claims:
            raise InvalidToken("not a logout token")
        return str(claims["sid"])

    async def _tokens(self, code: str, attempt: Attempt) -> Mapping[str, Any]:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.redirect_uri,
            "code_verifier": attempt.verifier,
        }
        address = (await self.provider.metadata()).token_endpoint
        try:
            async with self.provider.http() as client:
                answer = await client.post(address, data=form, auth=(self.client_id, self.client_secret))
                body = answer.json()
        except (httpx.HTTPError, ValueError) as error:
            raise ProviderUnreachable("the identity provider does not answer") from error
        if answer.status_code != httpx.codes.OK or not isinstance(body.get("id_token"), str):
            raise InvalidToken("the provider refused the code")
        return dict(body)
