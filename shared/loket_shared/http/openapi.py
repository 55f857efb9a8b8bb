"""The description of a service's API, by the NL REST API Design Rules (2.2.0)."""

import re
from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from loket_shared.http.paths import API_PREFIX, is_api
from loket_shared.http.problem import MEDIA_TYPE, Problem
from loket_shared.http.status_texts import text_of
from loket_shared.ops.runtime import Runtime

Json = dict[str, Any]

_METHODS = frozenset({"get", "post", "put", "patch", "delete"})
_REF = "#/components/schemas/{model}"


def describe(app: FastAPI, runtime: Runtime) -> Json:
    """Return the OpenAPI document of what ``app`` serves under ``/v1``."""
    definition = runtime.definition
    document = get_openapi(
        title=f"Loket Kennisveiligheid: {definition.title.nl}",
        version=definition.version,
        description=f"De API van het onderdeel {definition.title.nl} van het Loket Kennisveiligheid.",
        routes=[route for route in iter_route_contexts(app.routes) if is_api(getattr(route, "path", ""))],
        servers=[{"url": f"{runtime.settings.public_url}{API_PREFIX}", "description": "Deze omgeving"}],
    )
    # Given to FastAPI, an address would ask for a library that checks addresses; this one is our own.
    document["info"]["contact"] = {
        "name": "Ontwikkelteam Loket Kennisveiligheid",
        "url": f"{runtime.settings.public_url}/",
        "email": "ontwikkelteam@loket.example",
    }
    document["paths"] = {path.removeprefix(API_PREFIX): item for path, item in document.get("paths", {}).items()}
    _use_problems_for_errors(document)
    for operation in _operations(document):
        _declare_answers(operation)
    _flatten_nullable_formats(document)
    _name_schemas_in_camel_case(document)
    return document


def _operations(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        yield from (operation for method, operation in item.items() if method in _METHODS)


def _use_problems_for_errors(document: Json) -> None:
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    problem = Problem.model_json_schema(ref_template=_REF, mode="serialization")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem


def _declare_answers(operation: Json) -> None:
    """Declare the version header (version-header) and the errors (problem-details, invalid-input) of an operation."""
    answers = operation["responses"]
    answers.pop("422", None)
    for answer in answers.values():
        answer.setdefault("headers", {})["API-Version"] = {
            "description": "De versie van deze API",
            "schema": {"type": "string"},
        }
    for status in _errors(operation):
        answers[str(status)] = {
            "description": text_of(status).nl,
            "content": {MEDIA_TYPE: {"schema": {"$ref": _REF.format(model="Problem")}}},
        }


def _errors(operation: Json) -> Iterator[int]:
    parameters = operation.get("parameters", [])
    if parameters or "requestBody" in operation:
        yield 400
    if operation.get("security"):
        yield from (401, 403)
    if any(parameter["in"] == "path" for parameter in parameters):
        yield 404
    if "requestBody" in operation:
        yield from (409, 413, 415)
    if any(parameter["name"] == "Idempotency-Key" for parameter in parameters):
        yield 422
    yield 406


def _flatten_nullable_formats(document: Json) -> None:
    """Turn ``anyOf: [{type, format}, null]`` into one schema, so that the format stands at the property itself."""
    for node in _objects(document):
        options = node.get("anyOf", [])
        if len(options) == 2 and options[1] == {"type": "null"} and "format" in options[0]:
            del node["anyOf"]
            node.update(options[0], type=[options[0]["type"], "null"])


def _name_schemas_in_camel_case(document: Json) -> None:
    """Give schemas of generic models, such as ``Page_int_``, names in upper camel case."""
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
