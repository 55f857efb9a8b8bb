"""Tokens and the key that signs them: signed JWTs (access tokens: RFC 9068; ID tokens: OpenID Connect Core, 2)."""

import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from time import time
from typing import Any

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, RSAKey

from loket_stack.identity.personas import Persona

ALGORITHM = "PS256"
_BITS = 2048
AUDIENCE = "loket"
ACCESS_SECONDS = 3600
ID_SECONDS = 300
LOGOUT_SECONDS = 120
ASSURANCE = "http://eidas.europa.eu/LoA/low"
_LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"


class Issuer:
    """Signs the tokens of the provider at ``address``."""

    def __init__(self, address: str, key: RSAKey) -> None:
        self.address = address
        self._key = key

    def access_token(self, persona: Persona, client_id: str) -> str:
        """Return a token with which ``client_id`` may call the APIs on behalf of ``persona``."""
        claims = {**persona.claims, "aud": AUDIENCE, "client_id": client_id, "scope": "openid profile email"}
        return self._signed("at+jwt", claims, ACCESS_SECONDS)

    def id_token(self, persona: Persona, client_id: str, nonce: str, sid: str) -> str:
        """Return the ID token about ``persona`` for ``client_id``."""
        claims = {**persona.claims, "aud": client_id, "azp": client_id, "nonce": nonce, "sid": sid, "acr": ASSURANCE}
        return self._signed("JWT", claims, ID_SECONDS)

    def logout_token(self, subject: str, client_id: str, sid: str) -> str:
        """Return the logout token about an ended session for ``client_id`` (Back-Channel Logout 1.0, 2.4)."""
        claims = {"sub": subject, "aud": client_id, "sid": sid, "events": {_LOGOUT_EVENT: {}}}
        return self._signed("logout+jwt", claims, LOGOUT_SECONDS)

    def read(self, token: str) -> dict[str, Any] | None:
        """Return the claims of a token signed by this provider, even if it has expired; None for any other token."""
        try:
            return dict(jwt.decode(token, self._key, algorithms=[ALGORITHM]).claims)
        except (JoseError, ValueError):
            return None

    def public_keys(self) -> Mapping[str, Any]:
        """Return the public keys that verify this provider's signatures (RFC 7517)."""
        return dict(KeySet([self._key]).as_dict(private=False))

    def _signed(self, kind: str, claims: Mapping[str, Any], seconds: int) -> str:
        now = int(time())
        header = {"alg": ALGORITHM, "kid": self._key.kid, "typ": kind}
        common = {"iss": self.address, "iat": now, "exp": now + seconds, "jti": secrets.token_urlsafe(16)}
        return jwt.encode(header, {**common, **claims}, self._key, algorithms=[ALGORITHM])


def signing_key(folder: Path) -> RSAKey:
    """Return the key in ``folder``; create it if needed, readable by its owner alone."""
    file = folder / "signing-key.json"
    if not file.exists():
        key = RSAKey.generate_key(_BITS, {"use": "sig", "alg": ALGORITHM}, auto_kid=True)
        fresh = folder / f".signing-key-{os.getpid()}"
        fresh.touch(mode=0o600)
        fresh.write_text(json.dumps(key.as_dict(private=True)))
        fresh.replace(file)
    return RSAKey.import_key(json.loads(file.read_text()))
