"""The whole rule set as text, for owners who prefer that."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response
from pydantic import TypeAdapter, ValidationError
from starlette.datastructures import FormData

from loket_routing.domain.deciding.examples import ExpectedExample
from loket_routing.handlers.lifecycle.find import require_owner
from loket_routing.handlers.lifecycle.show_rule_set import show_rule_set
from loket_routing.pages.editing.part import SAVE, Draft, Part, change_part, show_part
from loket_routing.pages.editing.typed_yaml import as_yaml, read_mapping, read_yaml
from loket_routing.pages.menu import RULE_SETS
from loket_routing.pages.visit import Visit, VisitDep
from loket_shared.contracts.texts import Text
from loket_shared.failures import FieldError, InvalidInput

_ADDRESS = "/tekst"
_DOCUMENT, _EXAMPLES = "text-document", "text-examples"
_READS = TypeAdapter(tuple[ExpectedExample, ...])

router = APIRouter(prefix=f"{RULE_SETS}/{{version}}")


@router.get(_ADDRESS)
async def show(visit: VisitDep, version: str) -> Response:
    """Show the document and the examples as YAML."""
    return await show_part(visit, version, _whole)


@router.post(_ADDRESS)
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
    examples = _READS.dump_python(draft.examples, mode="json", by_alias=True, exclude_defaults=True)
    filled = {_DOCUMENT: as_yaml(draft.document), _EXAMPLES: as_yaml(examples)}
    return Part("whole.html", _ADDRESS, filled, {SAVE: _save}, _ADDRESS)


def _save(_old: Draft, sent: FormData) -> Draft:
    return Draft(read_mapping(str(sent.get(_DOCUMENT, "")), _DOCUMENT), _typed(str(sent.get(_EXAMPLES, ""))))


def _typed(text: str) -> tuple[ExpectedExample, ...]:
    try:
        return _READS.validate_python(read_yaml(text, _EXAMPLES) or ())
    except ValidationError as error:
        raise InvalidInput(*(FieldError(_EXAMPLES, _sentence(each)) for each in error.errors())) from None


def _sentence(error: Any) -> Text:
    """Say in which example what is wrong; which field it is, is in the owner's own words."""
    number, *place = error["loc"] or (0,)
    where = ".".join(map(str, place))
    return Text(
        nl=f"Voorbeeld {int(number) + 1}: '{where}' ontbreekt of klopt niet.",
        en=f"Example {int(number) + 1}: '{where}' is missing or not right.",
    )
