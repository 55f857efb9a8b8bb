"""How the rules did over a period, and what that suggests for their recalibration."""

from datetime import date

from fastapi import APIRouter, Response
from pydantic import TypeAdapter, ValidationError

from loket_routing.api.rule_quality import as_table
from loket_routing.domain.access import known_in_figures
from loket_routing.domain.wording.rerouting import difference_in_words
from loket_routing.handlers.read_quality import read_quality
from loket_routing.pages.menu import QUALITY
from loket_routing.pages.visit import Visit, VisitDep
from loket_routing.views.quality_view import QualityView
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.web.form_parsing import parse_day
from loket_shared.web.forms import Form

router = APIRouter(prefix=QUALITY)

_DAY = TypeAdapter(date)
_NO_DAY = {
    "from": BilingualText(nl="De begindatum is geen bestaande datum.", en="The first day is not an existing date."),
    "until": BilingualText(nl="De einddatum is geen bestaande datum.", en="The last day is not an existing date."),
}


@router.get("")
async def show(visit: VisitDep) -> Response:
    """Show the figures of the period that was chosen, the last year where none is."""
    try:
        found = await _read(visit)
    except InvalidInputError as refused:
        typed = Form.filled({name: _given(visit, name) for name in ("from", "until")})
        return visit.page("quality.html", 400, found=None, form=Form(typed.values, refused.errors))
    form = Form.filled({"from": found.first.isoformat(), "until": found.until.isoformat()})
    into = {rule.id: difference_in_words(rule.into[0].change, visit.today) for rule in found.rules if rule.into}
    return visit.page("quality.html", found=found, into=into, form=form)


@router.get("/bestand")
async def download(visit: VisitDep) -> Response:
    """Hand out the suggestions as a table (RFC 4180)."""
    return as_table(await _read(visit), "herijking")


async def _read(visit: Visit) -> QualityView:
    if known_in_figures(visit.principal) is None:
        raise NotFoundError
    first, last = _day(visit, "from"), _day(visit, "until")
    async with visit.work() as work:
        return await read_quality(visit.principal, first, last, work)


def _day(visit: Visit, name: str) -> date | None:
    """Return the day that was chosen; as the form sends it, one that is left open is an empty text."""
    try:
        return _DAY.validate_python(parse_day(_given(visit, name))) if _given(visit, name) else None
    except ValidationError:
        raise InvalidInputError(FieldError(name, _NO_DAY[name])) from None


def _given(visit: Visit, name: str) -> str:
    return visit.request.query_params.get(name, "")
