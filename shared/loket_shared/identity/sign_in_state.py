"""One attempt to sign in, between leaving for the identity provider and coming back."""

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
        """Return the attempt as the value of a cookie, readable only with the service's ``secret``."""
        return urlsafe_b64encode(seal(secret, _PURPOSE, self.model_dump_json().encode())).decode()

    @classmethod
    def unsealed(cls, cookie: str, secret: str) -> "SignInState | None":
        """Return the attempt in ``cookie``; None where it is not one that this service made."""
        try:
            return cls.model_validate_json(unseal(secret, _PURPOSE, urlsafe_b64decode(cookie)))
        except (BadCookieError, ValidationError, ValueError):
            return None
