"""What a browser keeps of the sessions that were ended in it: whose they were, for forms that still stand in a tab.

A form tells by its token in which session it was made. So what is typed in one tab, after somebody signed out in
another, is kept for that person, whoever signs in next.
"""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from loket_shared.identity.sealed_cookie import BadCookieError, seal, unseal
from loket_shared.identity.sessions import Session

REMEMBERED = timedelta(hours=12)
MOST = 3
"""Sessions that are kept in mind; the oldest go."""

_PURPOSE = "left sessions"


class LeftSession(BaseModel):
    """One session that was ended: its forms carry ``csrf_token``, and its holder was ``subject``."""

    model_config = ConfigDict(frozen=True)

    csrf_token: str
    subject: str
    at: datetime


class LeftSessions(BaseModel):
    """The sessions that ended last in one browser."""

    model_config = ConfigDict(frozen=True)

    sessions: tuple[LeftSession, ...] = ()

    def sealed(self, secret: str) -> str:
        """Return them as the value of a cookie, readable only with the service's ``secret``."""
        return urlsafe_b64encode(seal(secret, _PURPOSE, self.model_dump_json().encode())).decode()

    @classmethod
    def unsealed(cls, cookie: str, secret: str) -> "LeftSessions":
        """Return those in ``cookie``; none where it is not one that this service made."""
        try:
            return cls.model_validate_json(unseal(secret, _PURPOSE, urlsafe_b64decode(cookie)))
        except (BadCookieError, ValidationError, ValueError):
            return cls()

    def with_one(self, session: Session, now: datetime) -> "LeftSessions":
        """Return them with ``session``, which ends now."""
        ended = LeftSession(csrf_token=session.csrf_token, subject=session.principal.subject, at=now)
        others = (one for one in self.sessions if one.at > now - REMEMBERED and one.csrf_token != ended.csrf_token)
        return LeftSessions(sessions=(*others, ended)[-MOST:])

    def holder_of(self, csrf_token: str, now: datetime) -> str | None:
        """Return the subject in whose session a form with ``csrf_token`` was made; None where that is not known."""
        given = csrf_token.encode(errors="replace")
        recent = (one for one in self.sessions if one.at > now - REMEMBERED)
        return next((one.subject for one in recent if hmac.compare_digest(one.csrf_token.encode(), given)), None)
