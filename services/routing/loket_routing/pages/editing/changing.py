"""Showing a part of a rule set, trying what is typed, and saving it."""

import asyncio
from dataclasses import dataclass

from fastapi import Response
from starlette.datastructures import FormData

from loket_routing.domain.lifecycle.verdict import Verdict
from loket_routing.handlers.lifecycle.check_rule_set import check_rule_set
from loket_routing.handlers.lifecycle.compare_trials import compare_trials
from loket_routing.handlers.lifecycle.find import require_owner
from loket_routing.handlers.lifecycle.save_rule_set import save_rule_set
from loket_routing.handlers.lifecycle.show_rule_set import Shown, show_rule_set
from loket_routing.pages.editing.part import CHECK, SAVE, TRY, Draft, Part, PartOf
from loket_routing.pages.example_form import FILLED, read_example
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.told_trials import ToldTrial, tell
from loket_routing.pages.visit import Visit, see
from loket_shared.failures import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from loket_shared.idempotency.claims import Sending, claim, find_first
from loket_shared.identity.sign_in_redirect import CSRF_FIELD
from loket_shared.web.form_actions import NOTHING_REFUSED, RefusedForm
from loket_shared.web.form_keys import FORM_KEY_FIELD, form_sending
from loket_shared.web.forms import Form
from loket_shared.web.unsent_forms import Values, at_view, keep_unsent, kept_view, unsent_on

_REVISION = "revision"
_NOT_TYPED = frozenset({"act", CSRF_FIELD, FORM_KEY_FIELD})


@dataclass(frozen=True)
class Told:
    """What a page tells of what is typed and not saved yet."""

    verdict: Verdict | None = None
    trials: tuple[ToldTrial, ...] = ()


async def show_part(visit: Visit, version: str, part_of: PartOf) -> Response:
    """Show the part as it was saved.

    Raises:
        NotFound: there is no such set or part, or not for this reader.
        Forbidden: the reader may not change rule sets.
    """
    shown = await _shown(visit, version)
    part = await asyncio.to_thread(part_of, visit, _draft(shown))
    kept = await unsent_on(visit.request)
    form = Form.filled({**FILLED, **part.filled}).with_values(kept)
    return _page(visit, shown, part, NOTHING_REFUSED, form, seen=next(iter(kept.get(_REVISION, ())), ""))


async def change_part(visit: Visit, version: str, part_of: PartOf) -> Response:
    """Check or save what was typed; where it is refused, say why and keep what was typed. Raises as ``show_part``.

    What was saved by the same form before is not saved again: by then the part may be another one, or gone.
    """
    sent = await visit.request.form()
    shown = await _shown(visit, version)
    act = str(sent.get("act", ""))
    if (view := kept_view(act)) is not None:
        answer = see(at_view(visit.request.url.path, view))
        await keep_unsent(visit.request, answer, _standing(sent))
        return answer
    sending = None if act in {CHECK, TRY} else await form_sending(visit.principal, visit.request, _typed(sent))
    if sending and (went := await _went_before(visit, sending)):
        return see(went, act)
    part = await asyncio.to_thread(part_of, visit, _draft(shown))
    change = part.changes.get(SAVE if act in {CHECK, TRY} else act)
    if change is None:
        raise NotFoundError
    goes_to = f"{RULE_SETS}/{version}{part.after}"
    try:
        changed = await asyncio.to_thread(change, _draft(shown), sent)
        told = await _carry_out(visit, version, changed, act, sent, sending, goes_to)
    except InvalidInputError as refused:
        return _page(visit, shown, part, RefusedForm(act, 400, Form()), Form.typed(sent, refused))
    except (ConflictError, ForbiddenError) as refused:
        why = RefusedForm(act, 409 if isinstance(refused, ConflictError) else 403, Form(), refused.text)
        return _page(visit, shown, part, why, Form.typed(sent))
    if told is None:
        answer = see(goes_to, act)
        await keep_unsent(visit.request, answer, {} if act == SAVE or part.after != part.address else _typed(sent))
        return answer
    return _page(visit, shown, part, NOTHING_REFUSED, Form.typed(sent), told)


async def _went_before(visit: Visit, sending: Sending) -> str | None:
    """Return where the browser went when the form was handled before; None where it was not."""
    async with visit.work() as work:
        first = await find_first(work, sending)
    return first.subject if first else None


async def _carry_out(
    visit: Visit, version: str, draft: Draft, act: str, sent: FormData, sending: Sending | None, goes_to: str
) -> Told | None:
    """Do what the form asks; return what the page is to tell, None where the draft was saved."""
    owner, document, examples = visit.principal, draft.document, draft.examples
    async with visit.work() as work:
        if act == CHECK:
            return Told(verdict=await check_rule_set(work, owner, version, document, examples, _seen(sent)))
        if act == TRY:
            example = read_example(sent)
            return Told(
                trials=tell(await compare_trials(work, owner, version, example, document), example, visit.today)
            )
        if not (sending and await claim(work, sending, goes_to)):
            await save_rule_set(work, owner, version, document, examples, _seen(sent))
    return None


async def _shown(visit: Visit, version: str) -> Shown:
    require_owner(visit.principal)
    async with visit.work() as work:
        return await show_rule_set(work, visit.principal, version)


def _draft(shown: Shown) -> Draft:
    return Draft(shown.view.document, shown.view.examples)


def _typed(sent: FormData) -> Values:
    """Return what stands typed in the form, where another button than its own was pressed."""
    return {name: each for name, each in _standing(sent).items() if name != _REVISION and any(each)}


def _standing(sent: FormData) -> Values:
    """Return all that stands in the form, emptied fields too, with the revision that it was written on."""
    return {name: each for name, each in Form.typed(sent).values.items() if name not in _NOT_TYPED}


def _seen(sent: FormData) -> int | None:
    revision = str(sent.get(_REVISION, ""))
    return int(revision) if revision.isdecimal() else None


def _page(
    visit: Visit, shown: Shown, part: Part, refused: RefusedForm, form: Form, told: Told | None = None, seen: str = ""
) -> Response:
    return visit.page(
        part.template,
        refused.status,
        shown=shown,
        set=shown.view,
        here=part.address,
        keeps="document" if part.changes and "save" in map(str, shown.offered) else "",
        seen=seen,
        refused=refused,
        form=form,
        verdict=told.verdict if told else None,
        trials=told.trials if told else (),
        **part.context,
    )
