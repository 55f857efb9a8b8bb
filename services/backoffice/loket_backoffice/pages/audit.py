"""The page of the audit trail."""

from datetime import date, datetime, time, timedelta
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Response

from loket_backoffice.handlers.read_audit_records import AuditPageRequest, read_audit_page, require_auditing
from loket_backoffice.pages.page_context import PageContextDep
from loket_shared.audit import Narrowing
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError
from loket_shared.local_time import DUTCH_TIME
from loket_shared.timestamps import require_everywhere
from loket_shared.web.form_parsing import parse_day
from loket_shared.web.forms import Form

router = APIRouter()

_LONGEST_DAY = 40
_LONGEST_WORD = 100
_NO_DAY = {
    "van": BilingualText(nl="De begindatum is geen bestaande datum.", en="The first day is not an existing date."),
    "tot": BilingualText(nl="De einddatum is geen bestaande datum.", en="The last day is not an existing date."),
}


@router.get("/verantwoording")
async def audit(
    context: PageContextDep,
    page: AuditPageRequest,
    reference: Annotated[str, Query(alias="kenmerk", max_length=_LONGEST_WORD)] = "",
    actor: Annotated[str, Query(alias="wie", max_length=_LONGEST_WORD)] = "",
    action: Annotated[str, Query(alias="handeling", max_length=_LONGEST_WORD)] = "",
    since: Annotated[str, Query(alias="van")] = "",
    until: Annotated[str, Query(alias="tot")] = "",
    refused: Annotated[str, Query(alias="geweigerd")] = "",
) -> Response:
    """Show the audit trail, newest first: all of it to the auditor, the own department's part to an approver."""
    asked = {
        "kenmerk": reference,
        "wie": actor,
        "handeling": action,
        "van": since,
        "tot": until,
        "geweigerd": refused,
    }
    given = {name: value.strip() for name, value in asked.items() if value.strip()}
    require_auditing(context.principal)
    days = {"van": 0, "tot": 1}
    starts = {field: _start_of(given.get(field), later) for field, later in days.items()}
    if wrong := tuple(FieldError(field, _NO_DAY[field]) for field in days if field in given and not starts[field]):
        return context.page("audit.html", 400, found=None, form=Form(Form.filled(asked).values, wrong))
    narrowing = Narrowing(
        given.get("wie"), given.get("handeling"), starts["van"], starts["tot"], refused="geweigerd" in given
    )
    async with context.work() as work:
        found = await read_audit_page(work, context.principal, page, given.get("kenmerk"), narrowing)
    here = f"/verantwoording?{urlencode(given)}"
    following = f"/verantwoording?{urlencode({**given, 'cursor': found.next})}" if found.next else None
    first = page.after is None
    form = Form.filled(asked)
    return context.page("audit.html", found=found, form=form, first=first, here=here, following=following)


def _start_of(day: str | None, days_later: int) -> datetime | None:
    """Return the first moment at the desk of ``day`` plus ``days_later`` days; None if ``day`` is no day."""
    if day is None or len(day) > _LONGEST_DAY:
        return None
    try:
        wanted = date.fromisoformat(parse_day(day)) + timedelta(days=days_later)
        return require_everywhere(datetime.combine(wanted, time(), DUTCH_TIME))
    except (ValueError, OverflowError):
        return None
