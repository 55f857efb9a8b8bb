"""Changing, adding and removing a rule."""

from typing import Any

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.editing.document import Document, Entry
from loket_routing.domain.editing.rules import find_rule, line_of, with_new_rule, with_rule, without_rule
from loket_routing.pages.editing.changing import change_part, show_part
from loket_routing.pages.editing.options import document_options
from loket_routing.pages.editing.part import SAVE, Draft, Part, PartOf
from loket_routing.pages.editing.rule_form import NAME, fill_rule, read_rule
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.failures import NotFoundError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get("/regels/{rule_id}")
async def show(visit: VisitDep, version: str, rule_id: str) -> Response:
    """Show a rule in a form."""
    return await show_part(visit, version, _rule(rule_id))


@router.post("/regels/{rule_id}", max_body_size=LONG_TEXTS_BYTES)
async def change(visit: VisitDep, version: str, rule_id: str) -> Response:
    """Check, save or remove a rule."""
    return await change_part(visit, version, _rule(rule_id))


@router.get("/lijnen/{number}/nieuwe-regel")
async def show_empty(visit: VisitDep, version: str, number: int) -> Response:
    """Show an empty form for a rule of the line ``number``."""
    return await show_part(visit, version, _new_rule(number))


@router.post("/lijnen/{number}/nieuwe-regel", max_body_size=LONG_TEXTS_BYTES)
async def add(visit: VisitDep, version: str, number: int) -> Response:
    """Check or add a rule of the line ``number``."""
    return await change_part(visit, version, _new_rule(number))


def _rule(rule_id: str) -> PartOf:
    def of(visit: Visit, draft: Draft) -> Part:
        found = find_rule(draft.document, rule_id)
        if found is None:
            raise NotFoundError
        line, rule = found

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_rule(old.document, rule_id, read_rule(sent)), old.examples)

        def remove(old: Draft, _sent: FormData) -> Draft:
            return Draft(without_rule(old.document, rule_id), old.examples)

        return Part(
            "rule.html",
            f"/regels/{rule_id}",
            fill_rule(rule),
            {SAVE: save, "remove": remove},
            after="",
            context=_context(visit, draft.document, line, rule_id),
        )

    return of


def _new_rule(number: int) -> PartOf:
    def of(visit: Visit, draft: Draft) -> Part:
        line = line_of(draft.document, number)
        if line is None:
            raise NotFoundError

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_new_rule(old.document, number, read_rule(sent)), old.examples)

        return Part(
            "rule.html",
            f"/lijnen/{number}/nieuwe-regel",
            {f"{NAME}-id": f"{number}-", f"{NAME}-shape": "none"},
            {SAVE: save},
            after="",
            context=_context(visit, draft.document, line, ""),
        )

    return of


def _context(visit: Visit, document: Document, line: Entry, rule_id: str) -> dict[str, Any]:
    return {"line": line, "rule_id": rule_id, "options": document_options(document, visit.language)}
