"""Who signed in at the provider with which browser, and which clients know of it."""

import secrets
from dataclasses import dataclass, field

COOKIE = "loket_identity"


@dataclass
class ProviderSession:
    """``sid`` names the session to clients; the browser's token does not follow from it."""

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
        """End the session that clients know as ``sid`` and return it; None where there is none."""
        for token, session in self._by_token.items():
            if session.sid == sid:
                return self._by_token.pop(token)
        return None
