"""Keeps a form that was submitted after its session expired, until the person has signed in again."""

import re
from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, insert, select
from starlette.requests import Request

from loket_shared.db.database import Database
from loket_shared.identity.sealed_cookie import id_of, new_token, seal, unseal
from loket_shared.identity.tables import STASHED_FORMS
from loket_shared.observability.clock import Clock
from loket_shared.text_types import with_even_line_ends

KEPT = timedelta(hours=1)
_PURPOSE = "stashed form"
_NOT_TYPED = re.compile("_.*|act|form_key|.*-(version|revision|assignee|began)")


class PendingForm(BaseModel):
    """A submitted form: its address, its subject, its time, and all fields in order, repeated ones included."""

    model_config = ConfigDict(frozen=True)

    action: str
    subject: str
    fields: tuple[tuple[str, str], ...]
    sent_at: datetime | None = None

    @property
    def texts(self) -> list[str]:
        """The texts that the person typed or chose, without the fields that the page fills in."""
        return [value for name, value in self.fields if value and not _NOT_TYPED.fullmatch(name)]

    def is_sent_by(self, action: str, fields: Iterable[tuple[str, object]]) -> bool:
        """Return True if ``fields``, sent to ``action``, are this form; line ends may differ, because browsers rewrite
        them.
        """
        sent = Counter((name, with_even_line_ends(value)) for name, value in fields if isinstance(value, str))
        return (
            action == self.action and Counter((name, with_even_line_ends(value)) for name, value in self.fields) <= sent
        )


class PendingForms:
    """Pending forms, sealed with a token that only the browser has; deleted after ``KEPT``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put(self, form: PendingForm) -> str:
        """Store ``form`` with the present time; return its token."""
        now, token = self._clock.now(), new_token()
        kept = form.model_copy(update={"sent_at": now})
        sealed = seal(token, _PURPOSE, kept.model_dump_json().encode())
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(STASHED_FORMS).where(STASHED_FORMS.c.ends_at < now))
            row = {"id": id_of(token), "data": sealed, "ends_at": now + KEPT}
            await connection.execute(insert(STASHED_FORMS).values(row))
        return token

    async def find(self, token: str, subject: str) -> PendingForm | None:
        """Return the form under ``token`` if ``subject`` typed it, or None.

        A form of another subject is deleted: another person uses the browser now.
        """
        known = select(STASHED_FORMS.c.data).where(
            STASHED_FORMS.c.id == id_of(token), STASHED_FORMS.c.ends_at > self._clock.now()
        )
        async with self._database.engine.begin() as connection:
            sealed = (await connection.execute(known)).scalar_one_or_none()
        if sealed is None:
            return None
        form = PendingForm.model_validate_json(unseal(token, _PURPOSE, sealed))
        if form.subject == subject:
            return form
        await self.drop(token)
        return None

    async def drop(self, token: str) -> None:
        """Delete the form under ``token``."""
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(STASHED_FORMS).where(STASHED_FORMS.c.id == id_of(token)))


def typed_at(request: Request) -> datetime | None:
    """Return the time at which the form of ``request`` was first submitted, if it was pending; otherwise None."""
    form: PendingForm | None = getattr(request.state, "rescued", None)
    return form.sent_at if form else None


def keep_pending(request: Request) -> None:
    """Keep the pending form of ``request`` for the rest of its hour, because it was not handled."""
    request.state.rescued = None
