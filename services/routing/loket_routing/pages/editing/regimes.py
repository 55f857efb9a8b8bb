"""Changing, adding and removing a legal regime."""

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.editing.regimes import regime_of, with_new_regime, with_regime, without_regime
from loket_routing.pages.editing.changing import change_part, show_part
from loket_routing.pages.editing.options import document_options
from loket_routing.pages.editing.part import SAVE, Draft, Part, PartOf
from loket_routing.pages.editing.regime_form import NAME, fill_regime, read_regime
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.failures import NotFoundError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES

_ALL = "/regimes"
_NEW = "/nieuw-regime"

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get(_ALL)
async def show_all(visit: VisitDep, version: str) -> Response:
    """Show every legal regime."""
    return await show_part(visit, version, _regimes)


@router.get(f"{_ALL}/{{code}}")
async def show(visit: VisitDep, version: str, code: str) -> Response:
    """Show a legal regime in a form."""
    return await show_part(visit, version, _regime(code))


@router.post(f"{_ALL}/{{code}}", max_body_size=LONG_TEXTS_BYTES)
async def change(visit: VisitDep, version: str, code: str) -> Response:
    """Check, save or remove a legal regime."""
    return await change_part(visit, version, _regime(code))


@router.get(_NEW)
async def show_empty(visit: VisitDep, version: str) -> Response:
    """Show an empty form for a legal regime."""
    return await show_part(visit, version, _new_regime)


@router.post(_NEW, max_body_size=LONG_TEXTS_BYTES)
async def add(visit: VisitDep, version: str) -> Response:
    """Check or add a legal regime."""
    return await change_part(visit, version, _new_regime)


def _regimes(_visit: Visit, draft: Draft) -> Part:
    return Part("regimes.html", _ALL, {}, {}, "", {"regimes": draft.document["regimes"]})


def _regime(code: str) -> PartOf:
    def of(visit: Visit, draft: Draft) -> Part:
        regime = regime_of(draft.document, code)
        if regime is None:
            raise NotFoundError

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_regime(old.document, code, read_regime(sent)), old.examples)

        def remove(old: Draft, _sent: FormData) -> Draft:
            return Draft(without_regime(old.document, code), old.examples)

        context = {"options": document_options(draft.document, visit.language), "regime": regime}
        changes = {SAVE: save, "remove": remove}
        return Part("regime.html", f"{_ALL}/{code}", fill_regime(regime), changes, _ALL, context)

    return of


def _new_regime(visit: Visit, draft: Draft) -> Part:
    def save(old: Draft, sent: FormData) -> Draft:
        return Draft(with_new_regime(old.document, read_regime(sent)), old.examples)

    context = {"options": document_options(draft.document, visit.language), "regime": None}
    filled = {f"{NAME}-shape": "choices", f"{NAME}-area": "listed"}
    return Part("regime.html", _NEW, filled, {SAVE: save}, _ALL, context)
