"""The pages to try a rule set on a typed question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.lifecycle.examples import Example, Expected, ExpectedExample
from loket_routing.domain.presentation.explain import explain
from loket_routing.domain.presentation.highlighting import TextSegment, highlight
from loket_routing.handlers.read_rule_sets import show_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set_tester
from loket_routing.handlers.try_rule_set import Trial, compare_trials
from loket_routing.pages.field_names import EXAMPLE_FIELDS
from loket_routing.pages.page_context import RULE_SETS, PageContext, PageContextDep
from loket_shared.contracts.shared_parts import Route
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import InvalidInputError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_actions import NOTHING_REFUSED
from loket_shared.web.form_parsing import parse_form
from loket_shared.web.forms import Form

NAME = "example"
"""The prefix of the fields of the question."""
EXPECTED = "expect"
"""The prefix of the fields of the expected route."""

EMPTY_EXAMPLE = {f"{NAME}-institution": "university", f"{NAME}-kind": "question", f"{NAME}-language": "nl"}
"""The values of a new form."""


def read_example(sent: FormData) -> Example:
    """Return the typed question.

    Raises:
        InvalidInputError: a field is empty or invalid.
    """
    return parse_form(Example, NAME, sent, EXAMPLE_FIELDS)


def read_expected(sent: FormData) -> ExpectedExample:
    """Return the typed question with its expected route; raises as ``read_example``."""
    example, expected = read_example(sent), parse_form(Expected, EXPECTED, sent, EXAMPLE_FIELDS)
    return ExpectedExample(**example.model_dump(by_alias=False), expect=expected)


@dataclass(frozen=True)
class TrialView:
    """The decision of one version with its reasons, and the texts with the terms it found marked."""

    version: str
    route: Route
    sentences: tuple[BilingualText, ...]
    texts: tuple[tuple[TextSegment, ...], ...]


def trial_views(trials: Sequence[Trial], example: Example, today: date) -> tuple[TrialView, ...]:
    """Return the views of ``trials`` of ``example``, as for the front office."""
    return tuple(_trial_view(trial, example, today) for trial in trials)


def _trial_view(trial: Trial, example: Example, today: date) -> TrialView:
    texts = (
        highlight(passage.text, (found for found in trial.found if found.place == passage.place))
        for passage in example.question.passages
        if passage.text
    )
    return TrialView(trial.version, trial.decision.route, explain(trial.decision, "front-office", today), tuple(texts))


_ADDRESS = "/proefvraag"

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}{_ADDRESS}")


@router.get("")
async def show(context: PageContextDep, version: str) -> Response:
    """Show an empty form."""
    return await _page(context, version, Form.filled(EMPTY_EXAMPLE))


@router.post("", max_body_size=LONG_TEXTS_BYTES)
async def decide(context: PageContextDep, version: str) -> Response:
    """Show the decision of this version beside that of the active one; the question is not stored."""
    require_rule_set_tester(context.principal)
    sent = await context.request.form()
    try:
        example = read_example(sent)
    except InvalidInputError as refused:
        return await _page(context, version, Form.typed(sent, refused), 400)
    async with context.work() as work:
        trials = await compare_trials(work, context.principal, version, example)
    return await _page(context, version, Form.typed(sent), trials=trial_views(trials, example, context.today))


async def _page(
    context: PageContext, version: str, form: Form, status: int = 200, trials: Sequence[TrialView] = ()
) -> Response:
    require_rule_set_tester(context.principal)
    async with context.work() as work:
        shown = await show_rule_set(work, context.principal, version)
    return context.page(
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
