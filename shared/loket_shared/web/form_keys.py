"""Forms that are sent twice, by a second click or from an older page of the browser, are handled once.

Each form carries a key that was drawn when the page was made. The same text in the same form is the same
sending; another text from an older page is a new one, so that nothing typed is lost.
"""

import json
import secrets

from starlette.requests import Request

from loket_shared.db.unit_of_work import UnitOfWork
from loket_shared.idempotency.claims import Sending, claim
from loket_shared.identity.principal import Principal
from loket_shared.identity.sign_in_needed import CSRF_FIELD

FORM_KEY_FIELD = "form_key"


def new_form_key() -> str:
    """Return a key for one form on one page."""
    return secrets.token_urlsafe(16)


async def sent_before(work: UnitOfWork, principal: Principal, request: Request, subject: str) -> bool:
    """Say whether the form of ``request`` was handled before; if not, claim its key for what is done to ``subject``.

    Who sends it at the same moment waits for the first one's transaction. A form without a key always counts.
    """
    sent = await request.form()
    key = sent.get(FORM_KEY_FIELD)
    if not isinstance(key, str) or not key:
        return False
    own = (CSRF_FIELD, FORM_KEY_FIELD)
    fields = [(name, value) for name, value in sent.multi_items() if isinstance(value, str) and name not in own]
    sending = Sending(principal, json.dumps([key, request.url.path, fields]), request.url.path)
    return await claim(work, sending, subject) is not None
