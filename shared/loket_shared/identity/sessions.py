"""The sessions of one service, in its database."""

import hmac
from base64 import urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import delete, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_once

from loket_shared.db.database import Database
from loket_shared.identity.relying_party import EndedSession
from loket_shared.identity.sealed_cookie import id_of, key_from, new_token, seal, unseal
from loket_shared.identity.tables import LOGOUT_TOKENS, SESSIONS
from loket_shared.observability.clock import Clock
from loket_shared.principal import Principal


@dataclass(frozen=True)
class Session:
    """A session; ``live`` is False after it expired or ended, and it is remembered for a while.

    With ``access_token`` a page calls other services with the rights of the signed-in person only. The token may expire
    before the session; it is empty if the provider gave none.
    """

    token: str
    principal: Principal
    live: bool
    access_token: str = ""

    @property
    def csrf_token(self) -> str:
        """The CSRF token of every form of this session; it cannot be made without the session's token."""
        return urlsafe_b64encode(key_from(self.token, "csrf")).decode().rstrip("=")

    def accepts(self, csrf_token: str) -> bool:
        """Return True if a form with ``csrf_token`` was made for this session."""
        return hmac.compare_digest(self.csrf_token.encode(), csrf_token.encode(errors="replace"))


IDLE = timedelta(minutes=30)

MAX_AGE = timedelta(hours=2)
"""After this the browser goes to the provider again, mostly without a click, which refreshes role and clearance."""

_REMEMBERED = timedelta(days=7)
"""Time during which an ended session can be recognised, so that its typed text is returned to its owner only."""

_SEEN_EVERY = timedelta(minutes=1)

_PURPOSE, _ACCESS = "session", "session access"

_PRINCIPAL = TypeAdapter(Principal)

# Each page reads its session, so these bypass SQLAlchemy.
_FIND = "SELECT data, access, seen_at, ends_at FROM sessions WHERE id = $1"
_SEEN = "UPDATE sessions SET seen_at = $2 WHERE id = $1"


class Sessions:
    """Opens, finds and ends sessions. The browser's token is not stored; rows are sealed with it.

    ``pseudonym`` makes the mark under which the sessions of one person are found.
    """

    def __init__(self, database: Database, clock: Clock, pseudonym: Callable[[str], str]) -> None:
        self._database = database
        self._clock = clock
        self._pseudonym = pseudonym

    async def open(self, principal: Principal, provider_session: str | None, access_token: str = "") -> Session:
        """Open a session of ``principal``; delete sessions that ended long ago."""
        now, token = self._clock.now(), new_token()
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(SESSIONS).where(SESSIONS.c.ends_at < now - _REMEMBERED))
            await connection.execute(
                insert(SESSIONS).values(
                    id=id_of(token),
                    data=seal(token, _PURPOSE, _PRINCIPAL.dump_json(principal)),
                    access=seal(token, _ACCESS, access_token.encode()),
                    subject=self._mark(principal.subject),
                    provider_session=provider_session,
                    seen_at=now,
                    ends_at=now + MAX_AGE,
                )
            )
        return Session(token, principal, live=True, access_token=access_token)

    async def find(self, token: str) -> Session | None:
        """Return the session with ``token``, live or ended, or None."""
        now = self._clock.now()
        async with self._database.lend() as driver:
            row = await driver.fetchrow(_FIND, id_of(token))
            if row is None:
                return None
            data, sealed_access, seen_at, ends_at = row
            live = now < ends_at and now - seen_at < IDLE
            if live and now - seen_at > _SEEN_EVERY:
                await driver.execute(_SEEN, id_of(token), now)
        try:
            principal = _PRINCIPAL.validate_json(unseal(token, _PURPOSE, data))
        except ValidationError:  # an earlier release stored another form
            return None
        access = unseal(token, _ACCESS, sealed_access).decode() if sealed_access and live else ""
        return Session(token, principal, live, access)

    async def end(self, token: str) -> None:
        """Delete a session whose owner signed out."""
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(SESSIONS).where(SESSIONS.c.id == id_of(token)))

    async def end_all(self, ended: EndedSession) -> bool:
        """End every session that the provider ended; return False if its logout token was used before."""
        now = self._clock.now()
        whose = SESSIONS.c.provider_session == ended.provider_session
        if ended.provider_session is None:
            whose = SESSIONS.c.subject == self._mark(ended.subject or "")
        used = {"id": sha256(ended.token_id.encode()).digest(), "ends_at": ended.expires_at}
        once = insert_once(LOGOUT_TOKENS).values(used).on_conflict_do_nothing().returning(LOGOUT_TOKENS.c.id)
        over = update(SESSIONS).where(whose, SESSIONS.c.ends_at > now).values(ends_at=now, access=None)
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(LOGOUT_TOKENS).where(LOGOUT_TOKENS.c.ends_at < now - IDLE))
            if (await connection.execute(once)).first() is None:
                return False
            await connection.execute(over)
        return True

    def _mark(self, subject: str) -> str:
        return self._pseudonym(f"session {subject}")
