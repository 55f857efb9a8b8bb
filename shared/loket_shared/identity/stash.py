"""What somebody typed while the session ran out, kept until they have signed in again."""

from datetime import timedelta

from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete, insert, select

from loket_shared.db.database import Database
from loket_shared.identity.browser_seal import id_of, new_token, seal, unseal
from loket_shared.identity.tables import STASHED_FORMS
from loket_shared.ops.clock import Clock

KEPT = timedelta(hours=1)
_PURPOSE = "stashed form"


class StashedForm(BaseModel):
    """A form as it was sent: where to, by whom, and every field in its order, repeated ones included."""

    model_config = ConfigDict(frozen=True)

    action: str
    subject: str
    fields: tuple[tuple[str, str], ...]


class Stash:
    """Stashed forms, sealed with a token that only the browser keeps; gone after ``KEPT``."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def put(self, form: StashedForm) -> str:
        """Keep ``form``; return the token that brings it back."""
        now, token = self._clock.now(), new_token()
        sealed = seal(token, _PURPOSE, form.model_dump_json().encode())
        async with self._database.engine.begin() as connection:
            await connection.execute(delete(STASHED_FORMS).where(STASHED_FORMS.c.ends_at < now))
            row = {"id": id_of(token), "data": sealed, "ends_at": now + KEPT}
            await connection.execute(insert(STASHED_FORMS).values(row))
        return token

    async def find(self, token: str, subject: str) -> StashedForm | None:
        """Return what was kept under ``token`` if ``subject`` typed it; None where there is no such thing."""
        known = select(STASHED_FORMS.c.data).where(
            STASHED_FORMS.c.id == id_of(token), STASHED_FORMS.c.ends_at > self._clock.now()
        )
        async with self._database.engine.begin() as connection:
            sealed = (await connection.execute(known)).scalar_one_or_none()
        if sealed is None:
            return None
        form = StashedForm.model_validate_json(unseal(token, _PURPOSE, sealed))
        return form if form.subject == subject else None
