"""What stands typed in the other forms of a page when one of them is sent: it is kept and shown again.

The forms of a page are one form in HTML, with a button for each act, so any button sends everything (HTML, section
4.10.21.4). What the act did not use is kept like the form of a session that ran out: sealed with a token in a cookie,
which only the page's own address gets. So no text stands in an address, and it works without scripts.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from loket_shared.identity import cookies
from loket_shared.identity.setup import Identity
from loket_shared.identity.stash import StashedForm

Values = Mapping[str, Sequence[str]]

BEGAN = "began"
"""Names the field that tells how a form's fields stood when the page was made."""

NOT_TYPED = ("version", "revision", "assignee", BEGAN)
"""Fields of a form that nobody fills in."""


def fields_of(act: str, acts: Iterable[str], values: Values) -> Values:
    """Return the fields of the form ``act``, which begin with its name; another of ``acts`` may begin with it too."""
    longer = tuple(f"{other}-" for other in acts if other.startswith(f"{act}-"))
    return {name: each for name, each in values.items() if name.startswith(f"{act}-") and not name.startswith(longer)}


def is_typed(act: str, name: str) -> bool:
    """Tell whether the field ``name`` of the form ``act`` is one that somebody fills in."""
    return name.startswith(f"{act}-") and name.removeprefix(f"{act}-") not in NOT_TYPED


def fingerprint(act: str, fields: Values) -> str:
    """Return what is the same for the same texts in a form; empty where all its fields are empty."""
    texts = {name: _alike(values) for name, values in fields.items() if is_typed(act, name)}
    filled = {name: values for name, values in sorted(texts.items()) if values}
    return sha256(json.dumps(filled).encode()).hexdigest()[:16] if filled else ""


def unsent(sent: str, acts: Iterable[str], values: Values) -> Values:
    """Return the fields of every form but ``sent`` in which something stands that did not stand there before."""
    names = tuple(acts)
    others = {act: fields_of(act, names, values) for act in names if act != sent}
    changed = (fields for act, fields in others.items() if fingerprint(act, fields) != _began(act, fields))
    return {name: each for fields in changed for name, each in fields.items()}


async def keep_unsent(request: Request, answer: Response, values: Values) -> None:
    """Keep ``values`` for the page that ``request`` was sent to, in the place of what was kept for it before."""
    identity: Identity = request.app.state.identity
    if not values:
        cookies.drop_unsent(answer, identity, request.url.path)
        return
    fields = tuple((name, value) for name, each in values.items() for value in each)
    form = StashedForm(action=request.url.path, subject=request.state.principal.subject, fields=fields)
    cookies.set_unsent(answer, identity, await identity.stash.put(form), request.url.path)


async def unsent_on(request: Request) -> Values:
    """Return what was kept for the page that ``request`` asks for, where the same person comes back to it."""
    identity: Identity = request.app.state.identity
    token = cookies.unsent_token(request, identity)
    form = await identity.stash.find(token, request.state.principal.subject) if token else None
    if form is None or form.action != request.url.path:
        return {}
    values: dict[str, list[str]] = {}
    for name, value in form.fields:
        values.setdefault(name, []).append(value)
    return values


def _began(act: str, fields: Values) -> str:
    return next(iter(fields.get(f"{act}-{BEGAN}", ())), "")


def _alike(values: Iterable[str]) -> list[str]:
    """Return texts without what a browser changes in them by itself."""
    plain = (value.replace("\r\n", "\n").strip() for value in values)
    return sorted(value for value in plain if value)
