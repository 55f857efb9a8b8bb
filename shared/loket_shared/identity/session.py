"""A browser's session: who signed in with it, and the secret that binds its forms."""

import hmac
from base64 import urlsafe_b64encode
from dataclasses import dataclass

from loket_shared.identity.browser_seal import key_from
from loket_shared.identity.principal import Principal


@dataclass(frozen=True)
class Session:
    """``live`` is false for a session that ran out or was ended, which is remembered for a while.

    With ``access_token`` a page asks other services, with the rights of whoever signed in and no other; it may be over
    before the session is, and is empty where the provider gave none.
    """

    token: str
    principal: Principal
    live: bool
    access_token: str = ""

    @property
    def csrf_token(self) -> str:
        """What every form of this session carries; nothing else can make it."""
        return urlsafe_b64encode(key_from(self.token, "csrf")).decode().rstrip("=")

    def accepts(self, csrf_token: str) -> bool:
        """Say whether a form with ``csrf_token`` was made for this session."""
        return hmac.compare_digest(self.csrf_token.encode(), csrf_token.encode(errors="replace"))
