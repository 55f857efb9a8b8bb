"""The whole rule set as text, for owners who prefer that, and its examples."""

from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from loket_routing.domain.lifecycle.examples import ExpectedExample
from loket_routing.domain.rule_set.frozen_model import FrozenModel
from loket_routing.handlers.read_rule_sets import show_rule_set
from loket_routing.handlers.rule_set_access import require_rule_set_owner
from loket_routing.pages.edit.forms import as_yaml, read_yaml
from loket_routing.pages.edit.part import SAVE, Draft, EditablePart, change_part, show_part
from loket_routing.pages.page_context import RULE_SETS, PageContext, PageContextDep
from loket_routing.pages.trial import EMPTY_EXAMPLE, read_expected
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.http.route_rules import DOCUMENT_BYTES

_TEXT = "/tekst"
_EXAMPLES_ADDRESS = "/voorbeelden"
_FROM = "vanaf"
_EXAMPLES_PER_PAGE = 50
_DOCUMENT, _EXAMPLES = "text-document", "text-examples"


class ExamplesText(FrozenModel):
    """The text of the examples."""

    examples: tuple[ExpectedExample, ...]


router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get(_TEXT)
async def show(context: PageContextDep, version: str) -> Response:
    """Show the document and the examples as YAML."""
    return await show_part(context, version, _whole)


@router.post(_TEXT, max_body_size=DOCUMENT_BYTES)
async def change(context: PageContextDep, version: str) -> Response:
    """Check or save the typed document and examples."""
    return await change_part(context, version, _whole)


@router.get(f"{_TEXT}/bestand")
async def download(context: PageContextDep, version: Annotated[str, Path(max_length=20)]) -> Response:
    """Return the document as a file."""
    require_rule_set_owner(context.principal)
    async with context.work() as work:
        shown = await show_rule_set(work, context.principal, version)
    name = f'attachment; filename="regelset-{shown.view.version}.yaml"'
    return Response(as_yaml(shown.view.document), headers={"Content-Disposition": name}, media_type="application/yaml")


def _whole(_context: PageContext, draft: Draft) -> EditablePart:
    examples = ExamplesText(examples=draft.examples).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    filled = {_DOCUMENT: as_yaml(draft.document), _EXAMPLES: as_yaml(examples)}
    return EditablePart("whole.html", _TEXT, filled, {SAVE: _save}, _TEXT)


def _save(_old: Draft, sent: FormData) -> Draft:
    return Draft(read_yaml(str(sent.get(_DOCUMENT, "")), _DOCUMENT), _typed(str(sent.get(_EXAMPLES, ""))))


def _typed(text: str) -> tuple[ExpectedExample, ...]:
    try:
        return ExamplesText.model_validate(read_yaml(text, _EXAMPLES)).examples
    except ValidationError as error:
        wrong = dict.fromkeys(".".join(map(str, each["loc"])) for each in error.errors())
        raise InvalidInputError(*(FieldError(_EXAMPLES, _missing(place)) for place in wrong)) from None


def _missing(place: str) -> BilingualText:
    """Return the place of an error, by the keys that lead to it; the first example is number 0."""
    return BilingualText(nl=f"'{place}' ontbreekt of klopt niet.", en=f"'{place}' is missing or not right.")


@router.get(_EXAMPLES_ADDRESS)
async def show_examples(context: PageContextDep, version: str) -> Response:
    """Show the examples, and which of them fail."""
    return await show_part(context, version, _examples)


@router.post(_EXAMPLES_ADDRESS, max_body_size=DOCUMENT_BYTES)
async def change_examples(context: PageContextDep, version: str) -> Response:
    """Check, add or remove an example."""
    return await change_part(context, version, _examples)


def _examples(context: PageContext, draft: Draft) -> EditablePart:
    asked = context.request.query_params.get(_FROM, "")
    begin = int(asked) if asked.isdecimal() and len(asked) < 6 else 0
    end = begin + _EXAMPLES_PER_PAGE
    here = context.request.url.path
    template_context = {
        "numbered": list(enumerate(draft.examples, start=1))[begin:end],
        "first": here if begin else None,
        "following": f"{here}?{_FROM}={end}" if end < len(draft.examples) else None,
    }
    removals = {f"remove-{number}": partial(_remove, number) for number in range(1, len(draft.examples) + 1)}
    return EditablePart(
        "examples.html", _EXAMPLES_ADDRESS, EMPTY_EXAMPLE, {SAVE: _add, **removals}, _EXAMPLES_ADDRESS, template_context
    )


def _add(old: Draft, sent: FormData) -> Draft:
    return Draft(old.document, (*old.examples, read_expected(sent)))


def _remove(number: int, old: Draft, _: FormData) -> Draft:
    left = (example for place, example in enumerate(old.examples, start=1) if place != number)
    return Draft(old.document, tuple(left))
