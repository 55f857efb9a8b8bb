"""Keeps the text typed in the other forms of a page when one of them is submitted, and shows it again.

The forms of a page are one HTML form with a button for each action, so any button submits everything (HTML, section
4.10.21.4). Fields that the action did not use are stored like a form whose session expired: sealed, with a token in a
cookie that the browser sends only to that page. So no typed text appears in an address, and no script is needed.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from starlette.requests import Request
from starlette.responses import Response

from loket_shared.identity import cookies
from loket_shared.identity.identity import Identity
from loket_shared.identity.pending_forms import PendingForm
from loket_shared.text_types import with_even_line_ends

Values = Mapping[str, Sequence[str]]

BEGAN = "began"
"""The field with the fingerprint of a form's values at the time when the page was made."""

KEEP = "keep"
"""The action that only keeps typed text; after a colon follows the state in which the page is shown."""

_VIEW = re.compile(r"[\w=&.%+-]*(#[\w-]+)?", re.ASCII)

NOT_TYPED = ("version", "revision", "assignee", BEGAN)
"""Fields of a form that the page fills in."""


def fields_of(act: str, acts: Iterable[str], values: Values) -> Values:
    """Return the fields of the form ``act``: they start with its name, but not with a longer name in ``acts``."""
    longer = tuple(f"{other}-" for other in acts if other.startswith(f"{act}-"))
    return {name: each for name, each in values.items() if name.startswith(f"{act}-") and not name.startswith(longer)}


def kept_view(act: str) -> str | None:
    """Return the query and fragment of the page after ``act``; None for an action that does something."""
    name, _, view = act.partition(":")
    return view if name == KEEP and _VIEW.fullmatch(view) else None


def at_view(address: str, view: str) -> str:
    """Return the address of a page in the state ``view``."""
    return f"{address}{'' if not view or view.startswith('#') else '?'}{view}"


def is_typed(act: str, name: str) -> bool:
    """Return True if a person fills in the field ``name`` of the form ``act``."""
    return name.startswith(f"{act}-") and name.removeprefix(f"{act}-") not in NOT_TYPED


def fingerprint(act: str, fields: Values) -> str:
    """Return a fingerprint of the texts in a form; empty if all its fields are empty."""
    texts = {name: _alike(values) for name, values in fields.items() if is_typed(act, name)}
    filled = {name: values for name, values in sorted(texts.items()) if values}
    return sha256(json.dumps(filled).encode()).hexdigest()[:16] if filled else ""


def unsent(sent: str, acts: Iterable[str], values: Values) -> Values:
    """Return the changed fields of every form except ``sent``."""
    names = tuple(acts)
    others = {act: fields_of(act, names, values) for act in names if act != sent}
    changed = (fields for act, fields in others.items() if fingerprint(act, fields) != _began(act, fields))
    return {name: each for fields in changed for name, each in fields.items()}


async def keep_unsent(request: Request, answer: Response, values: Values, at: str = "") -> None:
    """Store ``values`` for the page ``at``, and delete what was stored for that page before.

    Without ``at`` it is the page that ``request`` was sent to.
    """
    identity: Identity = request.app.state.identity
    page = at or request.url.path
    if former := cookies.unsent_token(request, identity):
        await identity.stash.drop(former)
    if not values:
        cookies.drop_unsent(answer, identity, page)
        return
    fields = tuple((name, value) for name, each in values.items() for value in each)
    form = PendingForm(action=page, subject=request.state.principal.subject, fields=fields)
    cookies.set_unsent(answer, identity, await identity.stash.put(form), page)


async def unsent_on(request: Request, at: str = "") -> Values:
    """Return the values that the same person left on the page ``at``; without ``at``, on the requested page."""
    identity: Identity = request.app.state.identity
    token = cookies.unsent_token(request, identity)
    form = await identity.stash.find(token, request.state.principal.subject) if token else None
    if form is None or form.action != (at or request.url.path):
        return {}
    values: dict[str, list[str]] = {}
    for name, value in form.fields:
        values.setdefault(name, []).append(value)
    return values


def _began(act: str, fields: Values) -> str:
    return next(iter(fields.get(f"{act}-{BEGAN}", ())), "")


def _alike(values: Iterable[str]) -> list[str]:
    """Return texts without the changes that a browser makes by itself."""
    plain = (with_even_line_ends(value).strip() for value in values)
    return sorted(value for value in plain if value)
