"""A question typed in, with what the rule set would decide about it and why."""

from collections.abc import Sequence

from fastapi import APIRouter, Response

from loket_routing.handlers.lifecycle.compare_trials import compare_trials
from loket_routing.handlers.lifecycle.find import require_trial
from loket_routing.handlers.lifecycle.show_rule_set import show_rule_set
from loket_routing.pages.example_form import FILLED, read_example
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.told_trials import ToldTrial, tell
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.failures import InvalidInputError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_actions import NOTHING_REFUSED
from loket_shared.web.forms import Form

_ADDRESS = "/proefvraag"

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}{_ADDRESS}")


@router.get("")
async def show(visit: VisitDep, version: str) -> Response:
    """Show an empty form."""
    return await _page(visit, version, Form.filled(FILLED))


@router.post("", max_body_size=LONG_TEXTS_BYTES)
async def decide(visit: VisitDep, version: str) -> Response:
    """Show what this version decides about the question that was typed, beside the active one; nothing is kept."""
    require_trial(visit.principal)
    sent = await visit.request.form()
    try:
        example = read_example(sent)
    except InvalidInputError as refused:
        return await _page(visit, version, Form.typed(sent, refused), 400)
    async with visit.work() as work:
        trials = await compare_trials(work, visit.principal, version, example)
    return await _page(visit, version, Form.typed(sent), trials=tell(trials, example, visit.today))


async def _page(
    visit: Visit, version: str, form: Form, status: int = 200, trials: Sequence[ToldTrial] = ()
) -> Response:
    require_trial(visit.principal)
    async with visit.work() as work:
        shown = await show_rule_set(work, visit.principal, version)
    return visit.page(
        "trial.html",
        status,
        shown=shown,
        set=shown.view,
        here=_ADDRESS,
        refused=NOTHING_REFUSED,
        verdict=None,
        form=form,
        trials=trials,
    )
