"""The sessions that ended in one browser, for forms that are still open in its tabs."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from loket_shared.identity.sealed_cookie import BadCookieError, seal, unseal
from loket_shared.identity.sessions import Session

LEFT_REMEMBERED = timedelta(hours=12)
_MOST_LEFT = 3
"""Number of ended sessions that are remembered; the oldest are dropped."""
_LEFT = "left sessions"


class LeftSession(BaseModel):
    """An ended session: its forms carry ``csrf_token``, and it belonged to ``subject``."""

    model_config = ConfigDict(frozen=True)

    csrf_token: str
    subject: str
    at: datetime


class LeftSessions(BaseModel):
    """The most recently ended sessions of one browser, for forms that are still open in its tabs.

    The CSRF token of a form identifies its session. Text typed in one tab, after a sign-out in another, is therefore
    kept for the person who typed it, whoever signs in next.
    """

    model_config = ConfigDict(frozen=True)

    sessions: tuple[LeftSession, ...] = ()

    def sealed(self, secret: str) -> str:
        """Return the cookie value, sealed with the service's ``secret``."""
        return urlsafe_b64encode(seal(secret, _LEFT, self.model_dump_json().encode())).decode()

    @classmethod
    def unsealed(cls, cookie: str, secret: str) -> "LeftSessions":
        """Return the sessions in ``cookie``; none if the cookie is not from this service."""
        try:
            return cls.model_validate_json(unseal(secret, _LEFT, urlsafe_b64decode(cookie)))
        except (BadCookieError, ValidationError, ValueError):
            return cls()

    def with_one(self, session: Session, now: datetime) -> "LeftSessions":
        """Return the sessions with ``session`` added, which ends now."""
        ended = LeftSession(csrf_token=session.csrf_token, subject=session.principal.subject, at=now)
        others = (one for one in self.sessions if one.at > now - LEFT_REMEMBERED and one.csrf_token != ended.csrf_token)
        return LeftSessions(sessions=(*others, ended)[-_MOST_LEFT:])

    def holder_of(self, csrf_token: str, now: datetime) -> str | None:
        """Return the subject in whose session a form with ``csrf_token`` was made, or None."""
        given = csrf_token.encode(errors="replace")
        recent = (one for one in self.sessions if one.at > now - LEFT_REMEMBERED)
        return next((one.subject for one in recent if hmac.compare_digest(one.csrf_token.encode(), given)), None)
