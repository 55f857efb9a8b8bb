"""Handles a form once if it is submitted twice, by a second click or from an older page of the browser.

Each form carries a random key that is created with the page. The same action with the same text under the same key is a
repeat. Another text from an older page is a new submission, so no typed text is lost.
"""

import json
from collections.abc import Mapping, Sequence
from uuid import uuid4

from starlette.requests import Request

from loket_shared.idempotency import IdempotentRequest, claim
from loket_shared.principal import Principal
from loket_shared.unit_of_work import UnitOfWork

FORM_KEY_FIELD = "form_key"


def new_form_key() -> str:
    """Return a key for one form on one page."""
    return str(uuid4())


async def sent_before(
    work: UnitOfWork, principal: Principal, request: Request, subject: str, used: Mapping[str, Sequence[str]]
) -> bool:
    """Return True if the form of ``request`` was handled before; otherwise claim its key for an act on ``subject``.

    ``used`` are the fields of the action; other fields of the page make no difference. A simultaneous second submission
    waits for the transaction of the first one. A form without a key is always handled.
    """
    sending = await form_sending(principal, request, used)
    return sending is not None and await claim(work, sending, subject) is not None


async def form_sending(
    principal: Principal, request: Request, used: Mapping[str, Sequence[str]]
) -> IdempotentRequest | None:
    """Return the submission of ``request``: the form's key and the fields ``used``; None for a form without a key."""
    sent = await request.form()
    key = sent.get(FORM_KEY_FIELD)
    if not isinstance(key, str) or not key:
        return None
    content = json.dumps([key, request.url.path, sent.get("act"), sorted((name, [*used[name]]) for name in used)])
    return IdempotentRequest(principal, content, request.url.path)
