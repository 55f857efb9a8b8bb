"""Changing which line leads where several hold."""

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.editing.document import Document
from loket_routing.domain.editing.precedence import with_precedence
from loket_routing.pages.editing.changing import change_part, show_part
from loket_routing.pages.editing.part import SAVE, Draft, Part
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES

_ADDRESS = "/voorrang"

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}{_ADDRESS}")


@router.get("")
async def show(visit: VisitDep, version: str) -> Response:
    """Show the lines in the order in which they go before each other."""
    return await show_part(visit, version, _precedence)


@router.post("", max_body_size=LONG_TEXTS_BYTES)
async def change(visit: VisitDep, version: str) -> Response:
    """Check or save another order."""
    return await change_part(visit, version, _precedence)


def _precedence(_visit: Visit, draft: Draft) -> Part:
    order = draft.document["precedence"]
    titles = {line["number"]: line["title"] for line in draft.document["lines"]}
    ranks = {_field(number): str(rank) for rank, number in enumerate(order, start=1)}
    lines = [(number, titles[number]) for number in order if number in titles]
    return Part("precedence.html", _ADDRESS, ranks, {SAVE: _save}, _ADDRESS, {"lines": lines})


def _save(old: Draft, sent: FormData) -> Draft:
    return Draft(with_precedence(old.document, _ranks(old.document, sent)), old.examples)


def _ranks(document: Document, sent: FormData) -> dict[int, int]:
    typed = {number: str(sent.get(_field(number), "")).strip() for number in document["precedence"]}
    wrong = [FieldError(_field(number), _no_number(number)) for number, rank in typed.items() if not rank.isdecimal()]
    if wrong:
        raise InvalidInputError(*wrong)
    return {number: int(rank) for number, rank in typed.items()}


def _no_number(line: int) -> BilingualText:
    return BilingualText(
        nl=f"Vul voor de plaats van regel {line} een geheel getal in.",
        en=f"Enter a whole number for the place of line {line}.",
    )


def _field(number: int) -> str:
    return f"rank-{number}"
