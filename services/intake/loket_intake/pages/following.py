"""Following an own question: where it stands, what was said, and what can still be done."""

from fastapi import APIRouter, Response

from loket_intake.domain.draft import one
from loket_intake.domain.possible import Act, is_possible
from loket_intake.domain.question import Question
from loket_intake.handlers.read_question import read_own_question, read_question
from loket_intake.pages.acts import act_named, not_offered, not_used_by, used_by
from loket_intake.pages.visit import Visit, VisitDep, see
from loket_shared.failures import ConflictError, FieldError, InvalidInputError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_keys import sent_before
from loket_shared.web.forms import Form
from loket_shared.web.unsent_forms import at_view, keep_unsent, kept_view, unsent_on

router = APIRouter()

DONE = "gedaan"
"""Names what was just done, so that the page can say that it succeeded."""


@router.get("/vragen/{reference}")
async def show(visit: VisitDep, reference: str) -> Response:
    """Show an own question; to a coordinator another's, without content."""
    async with visit.work() as work:
        found = await read_question(work, visit.principal, reference)
    if not isinstance(found, Question):
        return visit.page("outline.html", outline=found)
    return _page(visit, found, Form(await unsent_on(visit.request)))


@router.post("/vragen/{reference}", max_body_size=LONG_TEXTS_BYTES)
async def act(visit: VisitDep, reference: str) -> Response:
    """Do what the form on the page asks, once; what was typed stays where it cannot be done."""
    sent = await visit.sent()
    name = one(sent, "act")
    view = kept_view(name)
    if view is not None:
        answer = see(at_view(f"/vragen/{reference}", view))
        await keep_unsent(visit.request, answer, not_used_by("", sent))
        return answer
    doing = act_named(name)
    try:
        async with visit.work() as work:
            if not await sent_before(work, visit.principal, visit.request, reference, used_by(name, sent)):
                await doing(work, visit.principal, reference, sent, visit.language)
    except InvalidInputError as refused:
        errors = refused.errors
    except ConflictError as refused:
        errors = (FieldError("act", refused.text),)
    else:
        answer = see(f"/vragen/{reference}?{DONE}={name}")
        await keep_unsent(visit.request, answer, not_used_by(name, sent))
        return answer
    async with visit.work() as work:
        return _page(visit, await read_own_question(work, visit.principal, reference), Form(sent, errors), name)


def _page(visit: Visit, question: Question, form: Form, refused: str = "") -> Response:
    gone = not_offered(form, question)
    return visit.page(
        "question.html",
        400 if form.errors else 200,
        question=question,
        form=form,
        refused=refused,
        not_offered=gone,
        still_typed=bool(form.values) and not refused and not gone,
        keeps="acts",
        possible={act.name: is_possible(act, question) for act in Act},
        done=visit.request.query_params.get(DONE, ""),
        mailed=bool(visit.principal.email),
    )
