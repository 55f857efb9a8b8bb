"""Filling in a question, step by step; whatever is typed is kept, right or wrong."""

from dataclasses import replace
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, Response

from loket_intake.domain.draft import Draft, Typed, one
from loket_intake.handlers.drafts import HandedIn, open_to_change, read_draft, save_draft
from loket_intake.handlers.submission_limit import SAVINGS
from loket_intake.pages.checking import errors_at
from loket_intake.pages.drafting import DraftId
from loket_intake.pages.keeping import Sheet, changed, comes_late, gone_through, is_stale, new_sheet, same_sheet
from loket_intake.pages.late import send_on
from loket_intake.pages.question_form import as_question, is_report, rows_of
from loket_intake.pages.saying import ALREADY_HANDED_IN, CHANGED_ELSEWHERE, said, saved_at, wants_json
from loket_intake.pages.steps import CHECK, TOTAL, Step, after, before, number_of, step_named
from loket_intake.pages.visit import Visit, VisitDep, see
from loket_shared.failures import FieldError, NotFoundError
from loket_shared.http.route_rules import DOCUMENT_BYTES
from loket_shared.identity.pending_forms import keep_pending, typed_at
from loket_shared.web.forms import Form

router = APIRouter()

BACK = "back"
"""Marks that the step was opened to change one thing, after which the check follows again."""

FURTHER = "further"
"""Names the group of fields of which a further row is wanted."""

GO = "_go"
"""Names where a button leads that does not ask that what was typed is right."""

LATER, PREVIOUS, STAY = "later", "previous", "stay"


def _step(slug: str) -> Step:
    step = step_named(slug)
    if step is None:
        raise NotFoundError
    return step


StepDep = Annotated[Step, Depends(_step)]


@router.get("/concepten/{draft_id}/{slug}")
async def show_step(visit: VisitDep, draft_id: DraftId, step: StepDep) -> Response:
    """Show a step with what was typed before."""
    try:
        async with visit.work() as work:
            draft = await read_draft(work, visit.principal, draft_id)
    except HandedIn as late:
        return await send_on(visit, late)
    return _page(visit, step, draft, new_sheet(draft, step))


@router.post("/concepten/{draft_id}/{slug}", max_body_size=DOCUMENT_BYTES)
async def fill_in(visit: VisitDep, draft_id: DraftId, step: StepDep) -> Response:
    """Keep what was typed at a step, right or wrong, and go where the button leads.

    Going on asks that it is right. Where another page changed the step in between nothing is kept: the
    visitor sees both texts and chooses.
    """
    sent = await visit.sent()
    if by_script := wants_json(visit.request):
        await SAVINGS.count(visit.principal)
    try:
        async with visit.work() as work:
            draft = await open_to_change(work, visit.principal, draft_id)
            if is_stale(draft, step, sent, typed_at(visit.request)):
                if by_script:
                    return said(visit, CHANGED_ELSEWHERE, 409)
                return _both(visit, step, await read_draft(work, visit.principal, draft_id), sent)
            if by_script and comes_late(draft, step, sent):
                return said(visit, saved_at(draft.changed_at))
            typed = changed(draft, step, sent)
            errors = errors_at(step, typed, visit.language, visit.today)
            onward = GO not in sent and FURTHER not in sent
            typed = gone_through(typed, step) if onward and not errors else typed
            draft = await save_draft(work, visit.principal, draft_id, typed)
    except HandedIn as late:
        return said(visit, ALREADY_HANDED_IN, 409) if by_script else await send_on(visit, late, step, sent)
    if by_script:
        return said(visit, saved_at(draft.changed_at))
    if onward and errors:
        return _page(visit, step, draft, same_sheet(draft, step, sent), errors)
    return see(_following(draft, step, sent))


def _following(draft: Draft, step: Step, sent: Typed) -> str:
    """Return where the button leads that was pressed."""
    base, go = f"/concepten/{draft.id}", one(sent, GO)
    if go == LATER:
        return "/vragen"
    if go == PREVIOUS:
        return f"{base}/{before(step) or step.slug}"
    if go == STAY:
        return f"{base}/{step.slug}"
    if group := one(sent, FURTHER):
        return f"{base}/{step.slug}?{FURTHER}={quote(group)}#{quote(group)}"
    return f"{base}/{CHECK if BACK in sent else after(step)}"


def _both(visit: Visit, step: Step, draft: Draft, sent: Typed) -> Response:
    """Show what was typed, and beside it what another page kept; what is sent from here goes over that."""
    keep_pending(visit.request)
    shown = replace(draft, typed=changed(draft, step, sent))
    return _page(visit, step, shown, new_sheet(draft, step), kept=draft.typed)


def _page(
    visit: Visit,
    step: Step,
    draft: Draft,
    sheet: Sheet,
    errors: tuple[FieldError, ...] = (),
    kept: Typed | None = None,
) -> Response:
    """Return the page; ``kept`` is what the draft holds where the page shows something else."""
    asked = visit.request.query_params
    return visit.page(
        f"steps/{step.slug}.html",
        400 if errors else 409 if kept is not None else 200,
        form=Form(draft.typed, errors),
        draft=draft,
        sheet=sheet,
        step_slug=step.slug,
        kept=as_question(kept, visit.language) if kept is not None else None,
        kept_day=one(kept or {}, "neededBy"),
        number=number_of(step),
        total=TOTAL,
        back=BACK in asked,
        report=is_report(draft.typed),
        partners=rows_of(draft.typed, "partners", asked.get(FURTHER) == "partners"),
        countries=rows_of(draft.typed, "countries", asked.get(FURTHER) == "countries"),
    )
