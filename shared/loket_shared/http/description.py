"""Publishes the OpenAPI description of a service (NL REST API Design Rules: publish-openapi)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.responses import JSONResponse
from fastapi.routing import RouteContext, iter_route_contexts

from loket_shared.http.declared_answers import declare_answers
from loket_shared.http.problem_details import Problem
from loket_shared.http.route_rules import API_PREFIX, is_api
from loket_shared.service.runtime import Runtime

router = APIRouter(include_in_schema=False)


@router.get(f"{API_PREFIX}/openapi.json")
async def openapi(request: Request) -> Response:
    """Return the description; it is public, and other sites may read it too."""
    return JSONResponse(description_of(request.app), headers={"Access-Control-Allow-Origin": "*"})


def description_of(app: FastAPI) -> dict[str, Any]:
    """Return the description of ``app``; it is generated once."""
    if not hasattr(app.state, "description"):
        app.state.description = describe(app, app.state.runtime)
    description: dict[str, Any] = app.state.description
    return description


PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "Idempotency-Key": "Een sleutel die u kiest. Een verzoek dat u onder dezelfde sleutel herhaalt, telt één keer.",
        "If-Match": "De versie die u hebt gezien. Is er intussen een nieuwere, dan verandert er niets (412).",
        "action": "Alleen wat zo heet, zoals `case.read`.",
        "actor": "Alleen wat deze persoon of dit systeem deed.",
        "at": "Het moment waarvoor de klokken worden berekend; nu, als het ontbreekt.",
        "cursor": "Waar de lijst verdergaat: `next` van de vorige bladzijde.",
        "from": "Vanaf wanneer.",
        "id": "Het kenmerk, een UUID.",
        "letter_id": "Het kenmerk van het bericht dat niet is verwerkt, een UUID.",
        "limit": "Hoeveel er hoogstens op een bladzijde staan.",
        "order": "Wat vooraan staat: de zaak die het laatst is geopend, of die het eerst af moet.",
        "query": "Woorden die alle in de naam staan.",
        "queue": "Welke zaken: uw eigen, die van uw departement, die van de frontoffice, of alle.",
        "reference": "De referentie van de vraag, zoals `KV-2026-000123`.",
        "refused": "Alleen wat is geweigerd.",
        "state": "Alleen wat in deze toestand is.",
        "to": "Tot wanneer.",
        "until": "Tot en met wanneer.",
        "version": "De versie van de regelset, zoals `2026.1`.",
    }
)
"""Descriptions by the name of the parameter, wherever it occurs."""

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "answer": "Het antwoord op een vraag: schrijven, voorleggen, goedkeuren.",
        "cases": "De zaken van het loket, en wat ermee gebeurt.",
        "code lists": "De lijsten waaruit u kiest; iedereen mag ze lezen.",
        "contribution requests": "Wat aan departementen wordt gevraagd, en wat zij bijdragen.",
        "dead-letters": "Berichten die niet konden worden verwerkt.",
        "decisions": "De verdeling van vragen over departementen, met de redenen.",
        "deliveries": "De mail die het loket stuurt.",
        "gaps": "Berichten die ontbreken, en wat daarop wacht.",
        "message flow": "Hoe de berichten van dit onderdeel stromen.",
        "operations": "Wat de beheerder ziet en doet.",
        "questions": "Vragen indienen en volgen.",
        "rule sets": "De regels waarmee vragen worden verdeeld.",
        "simulations": "Regels uitproberen op vragen van vroeger.",
    }
)
"""Descriptions by tag."""


Json = dict[str, Any]

LICENCE = "EUPL-1.2"
_REF = "#/components/schemas/{model}"


def describe(app: FastAPI, runtime: Runtime) -> Json:
    """Return the OpenAPI document of the operations of ``app`` under ``/v1``."""
    definition = runtime.definition
    routes = [route for route in iter_route_contexts(app.routes) if is_api(getattr(route, "path", ""))]
    document = get_openapi(
        title=f"Loket Kennisveiligheid: {definition.title.nl}",
        version=definition.version,
        description=f"De API van het onderdeel {definition.title.nl} van het Loket Kennisveiligheid.",
        routes=routes,
        servers=[{"url": f"{runtime.settings.public_url}{API_PREFIX}", "description": "Deze omgeving"}],
    )
    # Set here, because FastAPI would need another library to validate the mail address.
    document["info"]["contact"] = {
        "name": "Ontwikkelteam Loket Kennisveiligheid",
        "url": f"{runtime.settings.public_url}/",
        "email": "ontwikkelteam@loket.example",
    }
    document["info"]["license"] = {"name": LICENCE, "identifier": LICENCE}
    document["paths"] = {path.removeprefix(API_PREFIX): item for path, item in document.get("paths", {}).items()}
    _use_problems_for_errors(document)
    ways_in = _name_ways_in(document, runtime.settings.oidc_issuer)
    for path, method, operation, dependant in _operations(document, routes):
        operation["operationId"] = _operation_id(method, path)
        operation["security"] = ways_in if operation.get("security") else []
        _describe_parameters(operation)
        declare_answers(method, operation, dependant)
    _describe_parts(document)
    _flatten_nullable_formats(document)
    _name_schemas_in_camel_case(document)
    return document


def _operations(document: Json, routes: Sequence[RouteContext]) -> Iterator[tuple[str, str, Json, Dependant]]:
    for route in routes:
        path = (route.path or "").removeprefix(API_PREFIX)
        for method in map(str.lower, route.methods or ()):
            if operation := document["paths"].get(path, {}).get(method):
                yield path, method, operation, route.dependant


def _operation_id(method: str, path: str) -> str:
    """Return a name for generated clients, such as ``postCasesByReferenceNotes``."""
    return method + _camel(path.replace("{", "by-"))


def _name_ways_in(document: Json, issuer: str) -> list[Json]:
    """Add the OpenID Connect issuer to the security schemes; return all schemes, of which one is enough."""
    known = document["components"].setdefault("securitySchemes", {})
    address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
    known["OpenIdConnect"] = {"type": "openIdConnect", "openIdConnectUrl": address}
    return [{name: []} for name in known]


def _describe_parameters(operation: Json) -> None:
    # ``Accept`` is ignored here (OpenAPI 3.1, section 4.8.12.1): the responses list the media types.
    kept = [each for each in operation.get("parameters", ()) if each["name"].lower() != "accept"]
    for parameter in kept:
        if parameter["in"] == "header":
            parameter["name"] = parameter["name"].title()  # the usual spelling: ``If-Match``
        if words := PARAMETERS.get(parameter["name"]):
            parameter.setdefault("description", words)
    if "parameters" in operation:
        operation["parameters"] = kept


def _describe_parts(document: Json) -> None:
    used = {tag for item in document["paths"].values() for each in item.values() for tag in each.get("tags", ())}
    document["tags"] = [{"name": tag, "description": PARTS[tag]} for tag in sorted(used & PARTS.keys())]


def _use_problems_for_errors(document: Json) -> None:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template=_REF, mode="serialization")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem


def _flatten_nullable_formats(document: Json) -> None:
    """Replace ``anyOf: [{type, format}, null]`` by one schema, so that the property itself has the format."""
    for node in _objects(document):
        options = node.get("anyOf", [])
        if len(options) == 2 and options[1] == {"type": "null"} and "format" in options[0]:
            del node["anyOf"]
            node.update(options[0], type=[options[0]["type"], "null"])


def _name_schemas_in_camel_case(document: Json) -> None:
    """Rename schemas of generic models, such as ``Page_int_``, to upper camel case."""
    schemas = document["components"]["schemas"]
    document["components"]["schemas"] = {_camel(name): schema for name, schema in schemas.items()}
    for node in _objects(document):
        if isinstance(node.get("$ref"), str):
            node["$ref"] = _REF.format(model=_camel(node["$ref"].rpartition("/")[2]))


def _camel(name: str) -> str:
    return "".join(part[0].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name) if part)


def _objects(node: Any) -> Iterator[Json]:
    waiting = [node]
    while waiting:
        part = waiting.pop()
        if isinstance(part, dict):
            yield part
            waiting.extend(part.values())
        elif isinstance(part, list):
            waiting.extend(part)
