"""One sign-in attempt, between the redirect to the identity provider and the return."""

import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from time import time

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from loket_shared.identity.sealed_cookie import BadCookieError, seal, unseal

_PURPOSE = "sign-in attempt"
LASTS_SECONDS = 900


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
        return urlsafe_b64encode(seal(secret, _PURPOSE, self.model_dump_json().encode())).decode()

    @classmethod
    def unsealed(cls, cookie: str, secret: str) -> "SignInState | None":
        """Return the attempt in ``cookie``; None if the cookie is not from this service."""
        try:
            return cls.model_validate_json(unseal(secret, _PURPOSE, urlsafe_b64decode(cookie)))
        except (BadCookieError, ValidationError, ValueError):
            return None
