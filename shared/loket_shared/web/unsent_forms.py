"""What stands typed in the other forms of a page when one of them is sent: it is kept and shown again.

The forms of a page are one form in HTML, with a button for each act, so any button sends everything (HTML, section
4.10.21.4). What the act did not use is kept like the form of a session that ran out: sealed with a token in a cookie,
which only the page's own address gets. So no text stands in an address, and it works without scripts.
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
"""Names the field that tells how a form's fields stood when the page was made."""

KEEP = "keep"
"""Names the act that does nothing but keep what stands typed; after a colon, the state in which the page is shown."""

_VIEW = re.compile(r"[\w=&.%+-]*(#[\w-]+)?", re.ASCII)

NOT_TYPED = ("version", "revision", "assignee", BEGAN)
"""Fields of a form that nobody fills in."""


def fields_of(act: str, acts: Iterable[str], values: Values) -> Values:
    """Return the fields of the form ``act``, which begin with its name; another of ``acts`` may begin with it too."""
    longer = tuple(f"{other}-" for other in acts if other.startswith(f"{act}-"))
    return {name: each for name, each in values.items() if name.startswith(f"{act}-") and not name.startswith(longer)}


def kept_view(act: str) -> str | None:
    """Return the query and the fragment of the page after ``act``; None where it is an act that does something."""
    name, _, view = act.partition(":")
    return view if name == KEEP and _VIEW.fullmatch(view) else None


def at_view(address: str, view: str) -> str:
    """Return the address of a page in one of its states."""
    return f"{address}{'' if not view or view.startswith('#') else '?'}{view}"


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


async def keep_unsent(request: Request, answer: Response, values: Values, at: str = "") -> None:
    """Keep ``values`` for the page ``at``, in the place of what was kept for it before.

    Where no page is named, it is the one that ``request`` was sent to.
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
    """Return what was kept for the page ``at``, or that which ``request`` asks for, if the same person comes back."""
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
    """Return texts without what a browser changes in them by itself."""
    plain = (with_even_line_ends(value).strip() for value in values)
    return sorted(value for value in plain if value)
