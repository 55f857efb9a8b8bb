"""The queues of the work place."""

from collections.abc import Iterable
from typing import Annotated, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from starlette.responses import RedirectResponse

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.deadlines import DeadlineClock
from loket_backoffice.domain.queues import Filter, Order, Queue
from loket_backoffice.handlers.read_cases import CasePageRequest, list_case_page
from loket_backoffice.pages.labels import Labels
from loket_backoffice.pages.page_context import PageContext, PageContextDep, menu_of, queues_of
from loket_backoffice.views.case_summary import CaseSummary, next_clock
from loket_shared.failures import NotFoundError
from loket_shared.web.forms import Form

router = APIRouter()

_LONGEST_WORD = 30


class QueueRow(NamedTuple):
    """A case of a queue with the words of its codes, and the clock that runs out first."""

    case: CaseSummary
    clock: DeadlineClock | None
    clock_name: str
    topics: str
    state: tuple[str, str]
    lead: str
    contributors: str


def rows_of(cases: Iterable[CaseSummary], labels: Labels) -> list[QueueRow]:
    """Return the rows of ``cases``."""
    return [_row_of(case, labels) for case in cases]


def _row_of(case: CaseSummary, labels: Labels) -> QueueRow:
    clock = next_clock(case)
    return QueueRow(
        case,
        clock,
        clock_name=labels.clock(clock.name) if clock else "",
        topics=", ".join(labels.names(labels.topics, case.topics)),
        state=labels.badge("case", case.state),
        lead=labels.short_name(case.lead),
        contributors=labels.short_names(case.contributors),
    )


@router.get("/")
async def queue(
    context: PageContextDep,
    page: CasePageRequest,
    queue: Annotated[str, Query(alias="werkvoorraad", max_length=_LONGEST_WORD)] = "",
    state: Annotated[str, Query(alias="status", max_length=_LONGEST_WORD)] = "",
    reference: Annotated[str, Query(alias="kenmerk", max_length=_LONGEST_WORD)] = "",
) -> Response:
    """Show the cases of a queue, the most urgent first; a reader without queues goes to another first page.

    Raises:
        NotFoundError: there is no page for this reader.
    """
    queues = queues_of(context.principal)
    if not queues:
        return _elsewhere(context)
    chosen = Queue(queue) if queue in queues else queues[0]
    wanted = CaseState(state) if state in set(CaseState) else None
    asked_for = Filter(chosen, wanted, reference.strip() or None, Order.URGENCY)
    async with context.work() as work:
        found = await list_case_page(work, context.principal, page, asked_for, refresh=context.renews_itself)
    typed = {"status": state, "kenmerk": reference}
    asked = {"werkvoorraad": chosen.value, **{name: value for name, value in typed.items() if value}}
    return context.page(
        "queue.html",
        queues=queues,
        chosen=chosen,
        rows=rows_of(found.cases, context.labels),
        form=Form.filled(typed),
        unfiltered=f"/?{urlencode({'werkvoorraad': chosen.value})}" if len(asked) > 1 else None,
        here=f"/?{urlencode(asked)}",
        first=page.after is None,
        following=f"/?{urlencode({**asked, 'cursor': found.next})}" if found.next else None,
        live=context.request.query_params.get("verversen") != "uit",
    )


def _elsewhere(context: PageContext) -> Response:
    menu = menu_of(context.principal)
    if not menu:
        raise NotFoundError
    return RedirectResponse(menu[0][0], status_code=303)
