"""The queues of the work place."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response
from starlette.responses import RedirectResponse

from loket_backoffice.domain.case_states import CaseState
from loket_backoffice.domain.queues import Filter, Order, Queue
from loket_backoffice.handlers.read_cases import CasePageRequest, list_case_page
from loket_backoffice.pages.page_context import PageContext, PageContextDep, menu_of, queues_of
from loket_backoffice.views.case_summary import with_next_clock
from loket_shared.failures import NotFoundError
from loket_shared.web.forms import Form

router = APIRouter()

_LONGEST_WORD = 30


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
        cases=with_next_clock(found.cases),
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
