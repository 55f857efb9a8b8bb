"""The examples next to a rule set, with the routes that they must get."""

from functools import partial

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.pages.editing.changing import change_part, show_part
from loket_routing.pages.editing.part import SAVE, Draft, Part
from loket_routing.pages.example_form import FILLED, read_expected
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.http.route_rules import DOCUMENT_BYTES

_ADDRESS = "/voorbeelden"
_FROM = "vanaf"
_AT_ONCE = 50

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}{_ADDRESS}")


@router.get("")
async def show(visit: VisitDep, version: str) -> Response:
    """Show the examples, and which of them fail."""
    return await show_part(visit, version, _examples)


@router.post("", max_body_size=DOCUMENT_BYTES)
async def change(visit: VisitDep, version: str) -> Response:
    """Check, add or remove an example."""
    return await change_part(visit, version, _examples)


def _examples(visit: Visit, draft: Draft) -> Part:
    asked = visit.request.query_params.get(_FROM, "")
    begin = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    end = begin + _AT_ONCE
    here = visit.request.url.path
    context = {
        "numbered": list(enumerate(draft.examples, start=1))[begin:end],
        "first": here if begin else None,
        "following": f"{here}?{_FROM}={end}" if end < len(draft.examples) else None,
    }
    removals = {f"remove-{number}": partial(_remove, number) for number in range(1, len(draft.examples) + 1)}
    return Part("examples.html", _ADDRESS, FILLED, {SAVE: _add, **removals}, _ADDRESS, context)


def _add(old: Draft, sent: FormData) -> Draft:
    return Draft(old.document, (*old.examples, read_expected(sent)))


def _remove(number: int, old: Draft, _: FormData) -> Draft:
    left = (example for place, example in enumerate(old.examples, start=1) if place != number)
    return Draft(old.document, tuple(left))
