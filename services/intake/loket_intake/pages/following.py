"""Following an own question: where it stands, what was said, and what can still be done."""

from fastapi import APIRouter, Response

from loket_intake.domain.draft import one
from loket_intake.domain.possible import Act, is_possible
from loket_intake.domain.question import Question
from loket_intake.handlers.read_question import read_own_question, read_question
from loket_intake.pages.acts import act_named
from loket_intake.pages.late import forget_added
from loket_intake.pages.visit import Visit, VisitDep, see
from loket_shared.failures import Conflict, FieldError, InvalidInput
from loket_shared.http.body_sizes import LONG_TEXTS
from loket_shared.web.forms import Form

router = APIRouter()

DONE = "gedaan"
"""Names what was just done, so that the page can say that it succeeded."""


@router.get("/vragen/{reference}")
async def show(visit: VisitDep, reference: str) -> Response:
    """Show an own question; to a coordinator another's, without content."""
    async with visit.work() as work:
        found = await read_question(work, visit.principal, reference)
    return _page(visit, found, Form()) if isinstance(found, Question) else visit.page("outline.html", outline=found)


@router.post("/vragen/{reference}", max_body_size=LONG_TEXTS)
async def act(visit: VisitDep, reference: str) -> Response:
    """Do what the form on the page asks; what was typed stays where it cannot be done."""
    sent = await visit.sent()
    name = one(sent, "act")
    doing = act_named(name)
    try:
        async with visit.work() as work:
            await doing(work, visit.principal, reference, sent, visit.language)
    except InvalidInput as refused:
        errors = refused.errors
    except Conflict as refused:
        errors = (FieldError("act", refused.text),)
    else:
        answer = see(f"/vragen/{reference}?{DONE}={name}")
        if name == "reply":
            await forget_added(visit, reference, answer)
        return answer
    async with visit.work() as work:
        return _page(visit, await read_own_question(work, visit.principal, reference), Form(sent, errors))


def _page(visit: Visit, question: Question, form: Form) -> Response:
    return visit.page(
        "question.html",
        400 if form.errors else 200,
        question=question,
        form=form,
        possible={act.name: is_possible(act, question) for act in Act},
        done=visit.request.query_params.get(DONE, ""),
        mailed=bool(visit.principal.email),
    )
