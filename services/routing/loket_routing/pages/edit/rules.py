"""Changes, adds and removes a rule, and changes the precedence of lines."""

from typing import Any

from fastapi import APIRouter, Response
from starlette.datastructures import FormData

from loket_routing.domain.rule_set.edit import (
    Document,
    DocumentEntry,
    find_rule,
    line_of,
    with_new_rule,
    with_precedence,
    with_rule,
    without_empty,
    without_rule,
)
from loket_routing.pages.edit.forms import ConditionForm, SingleLine, document_options, fill_condition
from loket_routing.pages.edit.part import SAVE, Draft, EditablePart, FindPart, FormValues, change_part, show_part
from loket_routing.pages.field_names import RULE_FIELDS
from loket_routing.pages.page_context import RULE_SETS, PageContext, PageContextDep
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError, NotFoundError
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.web.form_parsing import parse_form

NAME = "rule"
"""The prefix of the fields on the page."""


class RuleForm(ConditionForm):
    """The fields of a rule; without a condition of its own, it has that of its line."""

    id: SingleLine
    lead: str | None = None
    contribute: tuple[str, ...] = ()
    service: str | None = None
    priority: str | None = None
    answer: str | None = None
    confirm: str | None = None
    reason_nl: SingleLine
    reason_en: SingleLine
    otherwise_nl: SingleLine | None = None
    otherwise_en: SingleLine | None = None
    source: SingleLine | None = None


def read_rule(sent: FormData) -> DocumentEntry:
    """Return the typed rule.

    Raises:
        InvalidInputError: a field is empty, or the text of the condition can't be parsed.
    """
    typed = parse_form(RuleForm, NAME, sent, RULE_FIELDS)
    rule = {
        "id": typed.id,
        "when": typed.typed(NAME),
        "reason": {"nl": typed.reason_nl, "en": typed.reason_en},
        "otherwise": without_empty({"nl": typed.otherwise_nl, "en": typed.otherwise_en}),
        "source": typed.source,
    }
    effects = {**{name: getattr(typed, name) for name in _EFFECTS}, "contribute": list(typed.contribute)}
    return {**without_empty(rule), "then": without_empty(effects)}


def fill_rule(rule: DocumentEntry) -> FormValues:
    """Return the values of the form for ``rule``."""
    fields = {
        **fill_condition(rule.get("when")),
        **{name: rule["then"].get(name, "") for name in _EFFECTS},
        **{f"{part}{language.title()}": rule.get(part, {}).get(language, "") for part, language in _TEXTS},
        "id": rule["id"],
        "source": rule.get("source", ""),
    }
    return {f"{NAME}-{name}": value for name, value in fields.items()}


_EFFECTS = ("lead", "contribute", "service", "priority", "answer", "confirm")
_TEXTS = tuple((part, language) for part in ("reason", "otherwise") for language in ("nl", "en"))

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")

_PRECEDENCE = "/voorrang"


@router.get("/regels/{rule_id}")
async def show(context: PageContextDep, version: str, rule_id: str) -> Response:
    """Show a rule in a form."""
    return await show_part(context, version, _rule(rule_id))


@router.post("/regels/{rule_id}", max_body_size=LONG_TEXTS_BYTES)
async def change(context: PageContextDep, version: str, rule_id: str) -> Response:
    """Check, save or remove a rule."""
    return await change_part(context, version, _rule(rule_id))


@router.get("/lijnen/{number}/nieuwe-regel")
async def show_empty(context: PageContextDep, version: str, number: int) -> Response:
    """Show an empty form for a rule of the line ``number``."""
    return await show_part(context, version, _new_rule(number))


@router.post("/lijnen/{number}/nieuwe-regel", max_body_size=LONG_TEXTS_BYTES)
async def add(context: PageContextDep, version: str, number: int) -> Response:
    """Check or add a rule of the line ``number``."""
    return await change_part(context, version, _new_rule(number))


def _rule(rule_id: str) -> FindPart:
    def of(context: PageContext, draft: Draft) -> EditablePart:
        found = find_rule(draft.document, rule_id)
        if found is None:
            raise NotFoundError
        line, rule = found

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_rule(old.document, rule_id, read_rule(sent)), old.examples)

        def remove(old: Draft, _sent: FormData) -> Draft:
            return Draft(without_rule(old.document, rule_id), old.examples)

        return EditablePart(
            "rule.html",
            f"/regels/{rule_id}",
            fill_rule(rule),
            {SAVE: save, "remove": remove},
            after="",
            template_context=_rule_context(context, draft.document, line, rule_id),
        )

    return of


def _new_rule(number: int) -> FindPart:
    def of(context: PageContext, draft: Draft) -> EditablePart:
        line = line_of(draft.document, number)
        if line is None:
            raise NotFoundError

        def save(old: Draft, sent: FormData) -> Draft:
            return Draft(with_new_rule(old.document, number, read_rule(sent)), old.examples)

        return EditablePart(
            "rule.html",
            f"/lijnen/{number}/nieuwe-regel",
            {f"{NAME}-id": f"{number}-", f"{NAME}-shape": "none"},
            {SAVE: save},
            after="",
            template_context=_rule_context(context, draft.document, line, ""),
        )

    return of


def _rule_context(context: PageContext, document: Document, line: DocumentEntry, rule_id: str) -> dict[str, Any]:
    return {"line": line, "rule_id": rule_id, "options": document_options(document, context.language)}


@router.get(_PRECEDENCE)
async def show_precedence(context: PageContextDep, version: str) -> Response:
    """Show the lines in order of precedence."""
    return await show_part(context, version, _precedence)


@router.post(_PRECEDENCE, max_body_size=LONG_TEXTS_BYTES)
async def change_precedence(context: PageContextDep, version: str) -> Response:
    """Check or save another order."""
    return await change_part(context, version, _precedence)


def _precedence(_context: PageContext, draft: Draft) -> EditablePart:
    order = draft.document["precedence"]
    titles = {line["number"]: line["title"] for line in draft.document["lines"]}
    ranks = {_rank_field(number): str(rank) for rank, number in enumerate(order, start=1)}
    lines = [(number, titles[number]) for number in order if number in titles]
    return EditablePart("precedence.html", _PRECEDENCE, ranks, {SAVE: _save_precedence}, _PRECEDENCE, {"lines": lines})


def _save_precedence(old: Draft, sent: FormData) -> Draft:
    return Draft(with_precedence(old.document, _ranks(old.document, sent)), old.examples)


def _ranks(document: Document, sent: FormData) -> dict[int, int]:
    typed = {number: str(sent.get(_rank_field(number), "")).strip() for number in document["precedence"]}
    wrong = [
        FieldError(_rank_field(number), _no_number(number)) for number, rank in typed.items() if not rank.isdecimal()
    ]
    if wrong:
        raise InvalidInputError(*wrong)
    return {number: int(rank) for number, rank in typed.items()}


def _no_number(line: int) -> BilingualText:
    return BilingualText(
        nl=f"Vul voor de plaats van regel {line} een geheel getal in.",
        en=f"Enter a whole number for the place of line {line}.",
    )


def _rank_field(number: int) -> str:
    return f"rank-{number}"
