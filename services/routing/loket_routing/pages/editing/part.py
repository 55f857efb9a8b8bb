"""A page on which one part of a rule set is shown, checked and saved."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response
from starlette.datastructures import FormData

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_routing.domain.editing.document import Document
from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.handlers.lifecycle.check_rule_set import check_rule_set
from loket_routing.handlers.lifecycle.find import require_owner
from loket_routing.handlers.lifecycle.save_rule_set import save_rule_set
from loket_routing.handlers.lifecycle.show_rule_set import Shown, show_rule_set
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, see
from loket_shared.failures import Conflict, Forbidden, InvalidInput, NotFound
from loket_shared.web.acts import NOTHING_REFUSED, Refused
from loket_shared.web.forms import Form

SAVE = "save"
CHECK = "check"
"""Tries what ``SAVE`` would do, and keeps nothing."""

Filled = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True)
class Draft:
    """What an owner writes: the document and the examples next to it."""

    document: Document
    examples: tuple[ExpectedExample, ...]


Change = Callable[[Draft, FormData], Draft]
"""Makes the change that a form asks for; raises InvalidInput where the form itself is wrong."""


@dataclass(frozen=True)
class Part:
    """A part of a rule set: what its form begins with, and what the form's buttons do, by their names.

    ``address`` and ``after`` follow the address of the rule set; ``after`` is where one goes on to.
    """

    template: str
    address: str
    filled: Filled
    changes: Mapping[str, Change]
    after: str
    context: Mapping[str, Any] = field(default_factory=dict)


PartOf = Callable[[Visit, Draft], Part]
"""Finds the part in a draft; raises NotFound where the draft has none."""


async def show_part(visit: Visit, version: str, part_of: PartOf) -> Response:
    """Show the part as it was saved.

    Raises:
        NotFound: there is no such set or part, or not for this reader.
        Forbidden: the reader may not change rule sets.
    """
    shown = await _shown(visit, version)
    part = await asyncio.to_thread(part_of, visit, _draft(shown))
    return _page(visit, shown, part, NOTHING_REFUSED, Form.filled(part.filled))


async def change_part(visit: Visit, version: str, part_of: PartOf) -> Response:
    """Check or save what was typed; where it is refused, say why and keep what was typed. Raises as ``show_part``."""
    sent = await visit.request.form()
    shown = await _shown(visit, version)
    part = await asyncio.to_thread(part_of, visit, _draft(shown))
    act = str(sent.get("act", ""))
    change = part.changes.get(SAVE if act == CHECK else act)
    if change is None:
        raise NotFound
    try:
        changed = await asyncio.to_thread(change, _draft(shown), sent)
        verdict = await _carry_out(visit, version, changed, act, _seen(sent))
    except InvalidInput as refused:
        return _page(visit, shown, part, Refused(act, 400, Form()), Form.typed(sent, refused))
    except (Conflict, Forbidden) as refused:
        told = Refused(act, 409 if isinstance(refused, Conflict) else 403, Form(), refused.text)
        return _page(visit, shown, part, told, Form.typed(sent))
    if act == CHECK:
        return _page(visit, shown, part, NOTHING_REFUSED, Form.typed(sent), verdict)
    return see(f"{RULE_SETS}/{version}{part.after}", act)


async def _carry_out(visit: Visit, version: str, draft: Draft, act: str, seen: int | None) -> Verdict:
    do = check_rule_set if act == CHECK else save_rule_set
    async with visit.work() as work:
        return await do(work, visit.principal, version, draft.document, draft.examples, seen)


async def _shown(visit: Visit, version: str) -> Shown:
    require_owner(visit.principal)
    async with visit.work() as work:
        return await show_rule_set(work, visit.principal, version)


def _draft(shown: Shown) -> Draft:
    return Draft(shown.view.document, shown.view.examples)


def _seen(sent: FormData) -> int | None:
    revision = str(sent.get("revision", ""))
    return int(revision) if revision.isdecimal() else None


def _page(
    visit: Visit, shown: Shown, part: Part, refused: Refused, form: Form, verdict: Verdict | None = None
) -> Response:
    return visit.page(
        part.template,
        refused.status,
        shown=shown,
        set=shown.view,
        here=part.address,
        refused=refused,
        form=form,
        verdict=verdict,
        **part.context,
    )
