"""Changes, adds and removes a legal regime."""

import re
from datetime import date
from typing import Literal

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.rule_set.edit import (
    DocumentEntry,
    regime_of,
    with_new_regime,
    with_regime,
    without_empty,
    without_regime,
)
from loket_routing.pages.edit.forms import ConditionForm, SingleLine, document_options, fill_condition
from loket_routing.pages.edit.part import SAVE, Draft, EditablePart, FindPart, FormValues, change_part, show_part
from loket_routing.pages.field_names import REGIME_FIELDS
from loket_routing.pages.page_context import RULE_SETS, PageContext, PageContextDep
from loket_shared.failures import NotFoundError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_parsing import parse_form

NAME = "regime"
"""The prefix of the fields on the page."""

_CODE = re.compile(r"[A-Za-z]+")


class RegimeForm(ConditionForm):
    """The fields of a regime; ``area`` says whether it covers the countries, or all others."""

    code: SingleLine
    name_nl: SingleLine
    name_en: SingleLine
    scheme: Literal["celex", "bwb", "citation"]
    id: SingleLine
    valid_from: date
    valid_until: date | None = None
    area: Literal["listed", "outside"]
    countries: SingleLine
    note_nl: SingleLine | None = None
    note_en: SingleLine | None = None
    confirmed_by: SingleLine | None = None


def read_regime(sent: FormData) -> DocumentEntry:
    """Return the typed regime.

    Raises:
        InvalidInputError: a field is empty, or the text of the condition can't be parsed.
    """
    typed = parse_form(RegimeForm, NAME, sent, REGIME_FIELDS)
    regime = {
        "code": typed.code,
        "name": {"nl": typed.name_nl, "en": typed.name_en},
        "source": {"scheme": typed.scheme, "id": typed.id},
        "from": typed.valid_from.isoformat(),
        "until": typed.valid_until and typed.valid_until.isoformat(),
        "territory": {typed.area: [code.upper() for code in _CODE.findall(typed.countries)]},
        "covers": typed.typed(NAME),
        "note": without_empty({"nl": typed.note_nl, "en": typed.note_en}),
        "confirmed-by": typed.confirmed_by,
    }
    return without_empty(regime)


def fill_regime(regime: DocumentEntry) -> FormValues:
    """Return the values of the form for ``regime``."""
    area, countries = next(iter(regime["territory"].items()))
    fields = {
        **fill_condition(regime["covers"]),
        **{f"{part}{language.title()}": regime.get(part, {}).get(language, "") for part, language in _TEXTS},
        "code": regime["code"],
        "scheme": regime["source"]["scheme"],
        "id": regime["source"]["id"],
        "validFrom": str(regime["from"]),
        "validUntil": str(regime.get("until", "")),
        "area": area,
        "countries": " ".join(countries),
        "confirmedBy": regime.get("confirmed-by", ""),
    }
    return {f"{NAME}-{name}": value for name, value in fields.items()}


_TEXTS = tuple((part, language) for part in ("name", "note") for language in ("nl", "en"))

_ALL = "/regimes"
_NEW = "/nieuw-regime"

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get(_ALL)
async def show_all(context: PageContextDep, version: str) -> Response:
    """Show every legal regime."""
    return await show_part(context, version, _regimes)


@router.get(f"{_ALL}/{{code}}")
async def show(context: PageContextDep, version: str, code: str) -> Response:
    """Show a legal regime in a form."""
    return await show_part(context, version, _regime(code))


@router.post(f"{_ALL}/{{code}}", max_body_size=LONG_TEXTS_BYTES)
async def change(context: PageContextDep, version: str, code: str) -> Response:
    """Check, save or remove a legal regime."""
    return await change_part(context, version, _regime(code))


@router.get(_NEW)
async def show_empty(context: PageContextDep, version: str) -> Response:
    """Show an empty form for a legal regime."""
    return await show_part(context, version, _new_regime)


@router.post(_NEW, max_body_size=LONG_TEXTS_BYTES)
async def add(context: PageContextDep, version: str) -> Response:
    """Check or add a legal regime."""
    return await change_part(context, version, _new_regime)


def _regimes(_context: PageContext, draft: Draft) -> EditablePart:
    return EditablePart("regimes.html", _ALL, {}, {}, "", {"regimes": draft.document["regimes"]})


def _regime(code: str) -> FindPart:
    def of(context: PageContext, draft: Draft) -> EditablePart:
        regime = regime_of(draft.document, code)
        if regime is None:
            raise NotFoundError

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_regime(old.document, code, read_regime(sent)), old.examples)

        def remove(old: Draft, _sent: FormData) -> Draft:
            return Draft(without_regime(old.document, code), old.examples)

        template_context = {"options": document_options(draft.document, context.language), "regime": regime}
        changes = {SAVE: save, "remove": remove}
        return EditablePart("regime.html", f"{_ALL}/{code}", fill_regime(regime), changes, _ALL, template_context)

    return of


def _new_regime(context: PageContext, draft: Draft) -> EditablePart:
    def save(old: Draft, sent: FormData) -> Draft:
        return Draft(with_new_regime(old.document, read_regime(sent)), old.examples)

    template_context = {"options": document_options(draft.document, context.language), "regime": None}
    begun = {f"{NAME}-shape": "choices", f"{NAME}-area": "listed"}
    return EditablePart("regime.html", _NEW, begun, {SAVE: save}, _ALL, template_context)
