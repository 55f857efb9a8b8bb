"""The pages that change one part of a rule set: they show it, check and try the input, and save it."""

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi import Response
from starlette.datastructures import FormData

from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_routing.domain.lifecycle.verdict import RuleSetVerdict
from loket_routing.domain.rule_set.edit import Document
from loket_routing.handlers.edit_rule_set import check_rule_set, save_rule_set
from loket_routing.handlers.read_rule_sets import ShownRuleSet, show_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set_owner
from loket_routing.handlers.try_rule_set import compare_trials
from loket_routing.pages.page_context import RULE_SETS, PageContext
from loket_routing.pages.trial import EMPTY_EXAMPLE, TrialView, read_example, trial_views
from loket_shared.failures import ConflictError, ForbiddenError, InvalidInputError, NotFoundError
from loket_shared.idempotency import IdempotentRequest, claim, find_first
from loket_shared.identity.session_auth import CSRF_FIELD
from loket_shared.web.form_actions import NOTHING_REFUSED, RefusedForm
from loket_shared.web.form_keys import FORM_KEY_FIELD, form_sending
from loket_shared.web.forms import Form
from loket_shared.web.page_context import redirect
from loket_shared.web.unsent_forms import Values, at_view, keep_unsent, kept_view, unsent_on

SAVE = "save"
CHECK = "check"
"""Shows the findings that ``SAVE`` would give, and saves nothing."""
TRY = "try"
"""Shows the route of a question after ``SAVE``, and saves nothing."""

FormValues = Mapping[str, str | Iterable[str]]


@dataclass(frozen=True)
class Draft:
    """A document and its examples, before they are saved."""

    document: Document
    examples: tuple[ExpectedExample, ...]


ApplyChange = Callable[[Draft, FormData], Draft]
"""Makes the change of a form; raises InvalidInput if the form itself is wrong."""


@dataclass(frozen=True)
class EditablePart:
    """A part of a rule set: the initial values of its form, and the change of each button by its name.

    ``address`` and ``after`` are relative to the rule set; the browser goes to ``after`` next.
    """

    template: str
    address: str
    filled: FormValues
    changes: Mapping[str, ApplyChange]
    after: str
    template_context: Mapping[str, Any] = field(default_factory=dict)


FindPart = Callable[[PageContext, Draft], EditablePart]
"""Finds the part in a draft; raises NotFound if the draft has none."""

_REVISION = "revision"
_CONTROL_FIELDS = frozenset({"act", CSRF_FIELD, FORM_KEY_FIELD})


@dataclass(frozen=True)
class DraftFeedback:
    """The findings and trials of a draft that is not saved."""

    verdict: RuleSetVerdict | None = None
    trials: tuple[TrialView, ...] = ()


async def show_part(context: PageContext, version: str, find_part: FindPart) -> Response:
    """Show the part as it was saved.

    Raises:
        NotFoundError: there is no such set or part, or not for this reader.
        ForbiddenError: the reader may not change rule sets.
    """
    shown = await _shown(context, version)
    part = await asyncio.to_thread(find_part, context, _draft(shown))
    kept = await unsent_on(context.request)
    form = Form.filled({**EMPTY_EXAMPLE, **part.filled}).with_values(kept)
    return _page(context, shown, part, NOTHING_REFUSED, form, seen=next(iter(kept.get(_REVISION, ())), ""))


async def change_part(context: PageContext, version: str, find_part: FindPart) -> Response:
    """Check, try or save the input; if it is refused, show the reason and keep it in the form. Raises as ``show_part``.

    The same form is not saved twice: the part may have changed since, or may be gone.
    """
    sent = await context.request.form()
    shown = await _shown(context, version)
    act = str(sent.get("act", ""))
    if (view := kept_view(act)) is not None:
        answer = redirect(at_view(context.request.url.path, view))
        await keep_unsent(context.request, answer, _all_values(sent))
        return answer
    sending = (
        None if act in {CHECK, TRY} else await form_sending(context.principal, context.request, _values_to_keep(sent))
    )
    if sending and (target := await _earlier_target(context, sending)):
        return redirect(target, act)
    part = await asyncio.to_thread(find_part, context, _draft(shown))
    change = part.changes.get(SAVE if act in {CHECK, TRY} else act)
    if change is None:
        raise NotFoundError
    goes_to = f"{RULE_SETS}/{version}{part.after}"
    try:
        changed = await asyncio.to_thread(change, _draft(shown), sent)
        feedback = await _carry_out(context, version, changed, act, sent, sending, goes_to)
    except InvalidInputError as refused:
        return _page(context, shown, part, RefusedForm(act, 400, Form()), Form.typed(sent, refused))
    except (ConflictError, ForbiddenError) as refused:
        why = RefusedForm(act, 409 if isinstance(refused, ConflictError) else 403, Form(), refused.text)
        return _page(context, shown, part, why, Form.typed(sent))
    if feedback is None:
        answer = redirect(goes_to, act)
        await keep_unsent(
            context.request, answer, {} if act == SAVE or part.after != part.address else _values_to_keep(sent)
        )
        return answer
    return _page(context, shown, part, NOTHING_REFUSED, Form.typed(sent), feedback)


async def _earlier_target(context: PageContext, sending: IdempotentRequest) -> str | None:
    """Return the target of the redirect when this form was handled before; None if it was not."""
    async with context.work() as work:
        first = await find_first(work, sending)
    return first.subject if first else None


async def _carry_out(
    context: PageContext,
    version: str,
    draft: Draft,
    act: str,
    sent: FormData,
    sending: IdempotentRequest | None,
    goes_to: str,
) -> DraftFeedback | None:
    """Carry out the action of the form; return feedback to show, None if the draft was saved."""
    principal, document, examples = context.principal, draft.document, draft.examples
    async with context.work() as work:
        if act == CHECK:
            return DraftFeedback(
                verdict=await check_rule_set(work, principal, version, document, examples, _revision_of(sent))
            )
        if act == TRY:
            example = read_example(sent)
            return DraftFeedback(
                trials=trial_views(
                    await compare_trials(work, principal, version, example, document), example, context.today
                )
            )
        if not (sending and await claim(work, sending, goes_to)):
            await save_rule_set(work, principal, version, document, examples, _revision_of(sent))
    return None


async def _shown(context: PageContext, version: str) -> ShownRuleSet:
    require_rule_set_owner(context.principal)
    async with context.work() as work:
        return await show_rule_set(work, context.principal, version)


def _draft(shown: ShownRuleSet) -> Draft:
    return Draft(shown.view.document, shown.view.examples)


def _values_to_keep(sent: FormData) -> Values:
    """Return the values to keep after a button other than the form's own."""
    return {name: each for name, each in _all_values(sent).items() if name != _REVISION and any(each)}


def _all_values(sent: FormData) -> Values:
    """Return all values of the form, including empty ones, with the revision that the form is based on."""
    return {name: each for name, each in Form.typed(sent).values.items() if name not in _CONTROL_FIELDS}


def _revision_of(sent: FormData) -> int | None:
    revision = str(sent.get(_REVISION, ""))
    return int(revision) if revision.isdecimal() else None


def _page(
    context: PageContext,
    shown: ShownRuleSet,
    part: EditablePart,
    refused: RefusedForm,
    form: Form,
    feedback: DraftFeedback | None = None,
    seen: str = "",
) -> Response:
    return context.page(
        part.template,
        refused.status,
        shown=shown,
        set=shown.view,
        here=part.address,
        keeps="document" if part.changes and "save" in map(str, shown.offered) else "",
        seen=seen,
        refused=refused,
        form=form,
        verdict=feedback.verdict if feedback else None,
        trials=feedback.trials if feedback else (),
        **part.template_context,
    )
