"""Forms that are sent twice, by a second click or from an older page of the browser, are handled once.

Each form carries a key that was drawn when the page was made. The same act with the same text in the same form is the
same sending; another text from an older page is a new one, so that nothing typed is lost.
"""

import json
from collections.abc import Mapping, Sequence
from uuid import uuid4

from starlette.requests import Request

from loket_shared.idempotency.claims import Sending, claim
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

FORM_KEY_FIELD = "form_key"


def new_form_key() -> str:
    """Return a key for one form on one page."""
    return str(uuid4())


async def sent_before(
    work: UnitOfWork, principal: Principal, request: Request, subject: str, used: Mapping[str, Sequence[str]]
) -> bool:
    """Say whether the form of ``request`` was handled before; if not, claim its key for what is done to ``subject``.

    ``used`` are the fields that the act takes; what else stands on the page makes no other sending. Who sends it at
    the same moment waits for the first one's transaction. A form without a key always counts.
    """
    sending = await form_sending(principal, request, used)
    return sending is not None and await claim(work, sending, subject) is not None


async def form_sending(principal: Principal, request: Request, used: Mapping[str, Sequence[str]]) -> Sending | None:
    """Return what the form of ``request`` sends, by its key and the fields ``used``; None for a form without a key."""
    sent = await request.form()
    key = sent.get(FORM_KEY_FIELD)
    if not isinstance(key, str) or not key:
        return None
    content = json.dumps([key, request.url.path, sent.get("act"), sorted((name, [*used[name]]) for name in used)])
    return Sending(principal, content, request.url.path)
