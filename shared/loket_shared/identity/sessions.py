"""The sessions of one service, kept in its database."""

from datetime import datetime, timedelta

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import Row, delete, insert, select, update

from loket_shared.db.database import Database
from loket_shared.identity.browser_seal import id_of, new_token, seal, unseal
from loket_shared.identity.principal import Principal
from loket_shared.identity.session import Session
from loket_shared.identity.tables import SESSIONS
from loket_shared.ops.clock import Clock

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=10)
REMEMBERED = timedelta(days=7)
"""How long a session that is over can still be recognised, so that what its holder typed comes back to nobody else."""

_SEEN_EVERY = timedelta(minutes=1)
_PURPOSE = "session"
_CONTENT: TypeAdapter[tuple[Principal, str, str]] = TypeAdapter(tuple[Principal, str, str])


class Sessions:
    """Opens, finds and ends sessions. The browser's token is kept nowhere; rows are sealed with it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def open(
        self, principal: Principal, id_token: str, provider_session: str | None, access_token: str = ""
    ) -> Session:
        """Begin a session of ``principal``; forget those that are long over."""
        now, token = self._clock.now(), new_token()
        content = _CONTENT.dump_json((principal, id_token, access_token))
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(SESSIONS).where(SESSIONS.c.ends_at < now - REMEMBERED))
            await connection.execute(
                insert(SESSIONS).values(
                    id=id_of(token),
                    data=seal(token, _PURPOSE, content),
                    provider_session=provider_session,
                    seen_at=now,
                    ends_at=now + LONGEST,
                )
            )
        return Session(token, principal, id_token, live=True, access_token=access_token)

    async def find(self, token: str) -> Session | None:
        """Return the session of the browser that has ``token``, live or over; None where it is not remembered."""
        now = self._clock.now()
        async with self._database.engine.begin() as connection:
            row = (await connection.execute(select(SESSIONS).where(SESSIONS.c.id == id_of(token)))).first()
            if row is None:
                return None
            live = _is_live(row, now)
            if live and now - row.seen_at > _SEEN_EVERY:
                await connection.execute(update(SESSIONS).where(SESSIONS.c.id == row.id).values(seen_at=now))
        try:
            principal, id_token, access_token = _CONTENT.validate_json(unseal(token, _PURPOSE, row.data))
        except ValidationError:  # an earlier release kept less of it
            return None
        return Session(token, principal, id_token, live, access_token)

    async def end(self, token: str) -> None:
        """End one session and forget it: its holder signed out."""
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(SESSIONS).where(SESSIONS.c.id == id_of(token)))

    async def end_all(self, provider_session: str) -> None:
        """End every session that began under a session at the identity provider which is over."""
        now = self._clock.now()
        ended = update(SESSIONS).where(SESSIONS.c.provider_session == provider_session, SESSIONS.c.ends_at > now)
        async with self._database.engine.begin() as connection:
            await connection.execute(ended.values(ends_at=now))


def _is_live(row: "Row[tuple[object, ...]]", now: datetime) -> bool:
    return bool(now < row.ends_at and now - row.seen_at < IDLE)
