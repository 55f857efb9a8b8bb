"""The page on the quality of the rules over a period, with suggestions for their recalibration."""

from dataclasses import replace
from datetime import date

from fastapi import APIRouter, Response
from pydantic import TypeAdapter, ValidationError

from loket_routing.domain.access import covert_in_figures
from loket_routing.domain.presentation.explain import describe_route_change
from loket_routing.handlers.read_quality import read_quality
from loket_routing.pages.page_context import QUALITY, PageContext, PageContextDep
from loket_routing.views.quality_view import QualityView, csv_response
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.web.form_parsing import parse_day
from loket_shared.web.forms import Form

router = APIRouter(prefix=QUALITY)

_DAY = TypeAdapter(date)
_NO_DAY = {
    "van": BilingualText(nl="De begindatum is geen bestaande datum.", en="The first day is not an existing date."),
    "tot": BilingualText(nl="De einddatum is geen bestaande datum.", en="The last day is not an existing date."),
}

_PARAMETERS = {"until": "tot"}
"""The query parameters of the page, by what the use case calls them."""


@router.get("")
async def show(context: PageContextDep) -> Response:
    """Show the figures of the chosen period, of the last year by default."""
    try:
        found = await _read(context)
    except InvalidInputError as refused:
        typed = Form.filled({name: _given(context, name) for name in ("van", "tot")})
        errors = tuple(replace(each, field=_PARAMETERS.get(each.field, each.field)) for each in refused.errors)
        return context.page("quality.html", 400, found=None, form=Form(typed.values, errors))
    form = Form.filled({"van": found.first.isoformat(), "tot": found.until.isoformat()})
    into = {rule.id: describe_route_change(rule.into[0].change, context.today) for rule in found.rules if rule.into}
    return context.page("quality.html", found=found, into=into, form=form)


@router.get("/bestand")
async def download(context: PageContextDep) -> Response:
    """Return the suggestions as a CSV file (RFC 4180)."""
    return csv_response(await _read(context), "herijking")


async def _read(context: PageContext) -> QualityView:
    if covert_in_figures(context.principal) is None:
        raise NotFoundError
    first, last = _day(context, "van"), _day(context, "tot")
    async with context.work() as work:
        return await read_quality(work, context.principal, first, last)


def _day(context: PageContext, name: str) -> date | None:
    """Return the chosen day; None for the empty text of an empty field."""
    try:
        return _DAY.validate_python(parse_day(_given(context, name))) if _given(context, name) else None
    except ValidationError:
        raise InvalidInputError(FieldError(name, _NO_DAY[name])) from None


def _given(context: PageContext, name: str) -> str:
    return context.request.query_params.get(name, "")
