"""Following an own question: where it stands, what was said, and what can still be done."""

from fastapi import APIRouter, Response

from loket_intake.domain.allowed_actions import AskerAction, is_allowed
from loket_intake.domain.draft import first_value
from loket_intake.domain.question import Question
from loket_intake.handlers.read_question import read_own_question, read_question
from loket_intake.pages.acts import act_named, not_offered, not_used_by, used_by
from loket_intake.pages.page_context import PageContext, PageContextDep, redirect
from loket_shared.failures import Conflict, FieldError, InvalidInput
from loket_shared.http.body_sizes import LONG_TEXTS
from loket_shared.web.form_keys import sent_before
from loket_shared.web.forms import Form
from loket_shared.web.unsent import at_view, keep_unsent, kept_view, unsent_on

router = APIRouter()

DONE = "gedaan"
"""Names what was just done, so that the page can say that it succeeded."""


@router.get("/vragen/{reference}")
async def show(context: PageContextDep, reference: str) -> Response:
    """Show an own question; to a coordinator another's, without content."""
    async with context.work() as work:
        found = await read_question(work, context.principal, reference)
    if not isinstance(found, Question):
        return context.page("outline.html", outline=found)
    return _page(context, found, Form(await unsent_on(context.request)))


@router.post("/vragen/{reference}", max_body_size=LONG_TEXTS)
async def act(context: PageContextDep, reference: str) -> Response:
    """Do what the form on the page asks, once; what was typed stays where it cannot be done."""
    sent = await context.sent()
    name = first_value(sent, "act")
    view = kept_view(name)
    if view is not None:
        answer = redirect(at_view(f"/vragen/{reference}", view))
        await keep_unsent(context.request, answer, not_used_by("", sent))
        return answer
    doing = act_named(name)
    try:
        async with context.work() as work:
            if not await sent_before(work, context.principal, context.request, reference, used_by(name, sent)):
                await doing(work, context.principal, reference, sent, context.language)
    except InvalidInput as refused:
        errors = refused.errors
    except Conflict as refused:
        errors = (FieldError("act", refused.text),)
    else:
        answer = redirect(f"/vragen/{reference}?{DONE}={name}")
        await keep_unsent(context.request, answer, not_used_by(name, sent))
        return answer
    async with context.work() as work:
        return _page(context, await read_own_question(work, context.principal, reference), Form(sent, errors), name)


def _page(context: PageContext, question: Question, form: Form, refused: str = "") -> Response:
    gone = not_offered(form, question)
    return context.page(
        "question.html",
        400 if form.errors else 200,
        question=question,
        form=form,
        refused=refused,
        not_offered=gone,
        still_typed=bool(form.values) and not refused and not gone,
        keeps="acts",
        allowed={act.name: is_allowed(act, question) for act in AskerAction},
        done=context.request.query_params.get(DONE, ""),
        mailed=bool(context.principal.email),
    )
