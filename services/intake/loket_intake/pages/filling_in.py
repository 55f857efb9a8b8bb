"""Filling in a question, step by step; whatever is typed is kept, right or wrong."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from loket_intake.domain.draft import Draft
from loket_intake.handlers.drafts import read_draft, save_draft
from loket_intake.pages.checking import errors_at
from loket_intake.pages.drafting import DraftId
from loket_intake.pages.question_form import is_report, rows_of, tidied
from loket_intake.pages.steps import CHECK, TOTAL, Step, after, number_of, replaced, step_named
from loket_intake.pages.visit import Visit, VisitDep, see
from loket_shared.failures import FieldError, NotFound
from loket_shared.http.body_sizes import WHOLE_DOCUMENT
from loket_shared.web.forms import Form

router = APIRouter()

BACK = "back"
"""Marks that the step was opened to change one thing, after which the check follows again."""

FURTHER = "further"
"""Names the group of fields of which a further row is wanted."""


def _step(slug: str) -> Step:
    step = step_named(slug)
    if step is None:
        raise NotFound
    return step


StepDep = Annotated[Step, Depends(_step)]


@router.get("/concepten/{draft_id}/{slug}")
async def show_step(visit: VisitDep, draft_id: DraftId, step: StepDep) -> Response:
    """Show a step with what was typed before."""
    async with visit.work() as work:
        draft = await read_draft(work, visit.principal, draft_id)
    return _page(visit, step, draft)


@router.post("/concepten/{draft_id}/{slug}", max_body_size=WHOLE_DOCUMENT)
async def fill_in(visit: VisitDep, draft_id: DraftId, step: StepDep) -> Response:
    """Keep what was typed at a step; go on if it is right, or to a further row where one was asked for."""
    sent = await visit.sent()
    async with visit.work() as work:
        draft = await read_draft(work, visit.principal, draft_id)
        draft = await save_draft(work, visit.principal, draft_id, tidied(replaced(draft.typed, step, sent)))
    if FURTHER in sent:
        group = sent[FURTHER][0]
        return see(f"/concepten/{draft.id}/{step.slug}?{FURTHER}={group}#{group}")
    if errors := errors_at(step, draft.typed, visit.language, visit.today):
        return _page(visit, step, draft, errors)
    return see(f"/concepten/{draft.id}/{CHECK if BACK in sent else after(step)}")


def _page(visit: Visit, step: Step, draft: Draft, errors: tuple[FieldError, ...] = ()) -> Response:
    asked = visit.request.query_params
    return visit.page(
        f"steps/{step.slug}.html",
        400 if errors else 200,
        form=Form(draft.typed, errors),
        draft=draft,
        number=number_of(step),
        total=TOTAL,
        back=BACK in asked,
        report=is_report(draft.typed),
        partners=rows_of(draft.typed, "partners", asked.get(FURTHER) == "partners"),
        countries=rows_of(draft.typed, "countries", asked.get(FURTHER) == "countries"),
    )
