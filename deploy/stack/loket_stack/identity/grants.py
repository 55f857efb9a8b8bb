"""Authorization codes: each good for one exchange, for a minute, by the client it was made for."""

import secrets
from dataclasses import dataclass
from time import monotonic

LASTS_SECONDS = 60


@dataclass(frozen=True)
class Grant:
    """What a code stands for."""

    client_id: str
    redirect_uri: str
    challenge: str
    nonce: str
    persona: str
    sid: str


class Grants:
    """Codes that were given out, in memory: a restart only makes somebody sign in again."""

    def __init__(self) -> None:
        self._given: dict[str, tuple[float, Grant]] = {}

    def give(self, grant: Grant) -> str:
        """Return a code for ``grant``."""
        now = monotonic()
        self._given = {code: entry for code, entry in self._given.items() if entry[0] > now}
        code = secrets.token_urlsafe(32)
        self._given[code] = (now + LASTS_SECONDS, grant)
        return code

    def take(self, code: str) -> Grant | None:
        """Return what ``code`` stands for, the first time and in time; None otherwise."""
        ends, grant = self._given.pop(code, (0.0, None))
        return grant if ends > monotonic() else None
