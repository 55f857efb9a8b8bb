"""The whole rule set as text, for owners who prefer that."""

from typing import Annotated

from fastapi import APIRouter, Path, Response
from pydantic import ValidationError
from starlette.datastructures import FormData

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_routing.domain.rule_sets.policy_data import PolicyData
from loket_routing.handlers.lifecycle.find import require_owner
from loket_routing.handlers.lifecycle.show_rule_set import show_rule_set
from loket_routing.pages.editing.changing import change_part, show_part
from loket_routing.pages.editing.part import SAVE, Draft, Part
from loket_routing.pages.editing.typed_yaml import as_yaml, read_yaml
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.contracts.texts import BilingualText
from loket_shared.failures import FieldError, InvalidInputError
from loket_shared.http.route_rules import DOCUMENT_BYTES

_ADDRESS = "/tekst"
_DOCUMENT, _EXAMPLES = "text-document", "text-examples"


class ExamplesText(PolicyData):
    """What stands in the text of the examples."""

    examples: tuple[ExpectedExample, ...]


router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get(_ADDRESS)
async def show(visit: VisitDep, version: str) -> Response:
    """Show the document and the examples as YAML."""
    return await show_part(visit, version, _whole)


@router.post(_ADDRESS, max_body_size=DOCUMENT_BYTES)
async def change(visit: VisitDep, version: str) -> Response:
    """Check or save the document and the examples as typed."""
    return await change_part(visit, version, _whole)


@router.get(f"{_ADDRESS}/bestand")
async def download(visit: VisitDep, version: Annotated[str, Path(max_length=20)]) -> Response:
    """Hand out the document as a file."""
    require_owner(visit.principal)
    async with visit.work() as work:
        shown = await show_rule_set(work, visit.principal, version)
    name = f'attachment; filename="regelset-{shown.view.version}.yaml"'
    return Response(as_yaml(shown.view.document), headers={"Content-Disposition": name}, media_type="application/yaml")


def _whole(_visit: Visit, draft: Draft) -> Part:
    examples = ExamplesText(examples=draft.examples).model_dump(mode="json", by_alias=True, exclude_defaults=True)
    filled = {_DOCUMENT: as_yaml(draft.document), _EXAMPLES: as_yaml(examples)}
    return Part("whole.html", _ADDRESS, filled, {SAVE: _save}, _ADDRESS)


def _save(_old: Draft, sent: FormData) -> Draft:
    return Draft(read_yaml(str(sent.get(_DOCUMENT, "")), _DOCUMENT), _typed(str(sent.get(_EXAMPLES, ""))))


def _typed(text: str) -> tuple[ExpectedExample, ...]:
    try:
        return ExamplesText.model_validate(read_yaml(text, _EXAMPLES)).examples
    except ValidationError as error:
        wrong = dict.fromkeys(".".join(map(str, each["loc"])) for each in error.errors())
        raise InvalidInputError(*(FieldError(_EXAMPLES, _missing(place)) for place in wrong)) from None


def _missing(place: str) -> BilingualText:
    """Say where something is wrong, by the keys that lead there; the first example is number 0."""
    return BilingualText(nl=f"'{place}' ontbreekt of klopt niet.", en=f"'{place}' is missing or not right.")
