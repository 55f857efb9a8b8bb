"""The NL REST API Design Rules (2.2.0) that can be read from a description, in our own words."""

import re
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

_KEBAB = re.compile(r"(/([a-z0-9]+(-[a-z0-9]+)*|\{[a-zA-Z_]+\}))+")
_CAMEL = re.compile(r"[a-z][a-zA-Z0-9]*")
_SEMVER = re.compile(r"\d+\.\d+\.\d+")
_METHODS = {"get", "post", "put", "patch", "delete"}
_DATE_NAME = re.compile(r"(date|datum)$|(Date|Datum)$")


def breaches(described: Json) -> Iterator[str]:
    """Yield each breach of a rule, with the rule's name and the place."""
    yield from _of_the_whole(described)
    for path, item in described["paths"].items():
        if not _KEBAB.fullmatch(path):
            yield f"path-segments-kebab-case, no-trailing-slash: {path}"
        for method, operation in item.items():
            if method not in _METHODS:
                yield f"http-methods: {method} {path}"
            yield from (f"{breach}: {method} {path}" for breach in _of_operation(operation))
    for name, schema in described["components"]["schemas"].items():
        yield from (f"{breach}: {name}" for breach in _of_schema(name, schema))


def _of_the_whole(described: Json) -> Iterator[str]:
    if not described["openapi"].startswith("3."):
        yield "doc-openapi"
    if not {"name", "email", "url"} <= described["info"].get("contact", {}).keys():
        yield "doc-openapi-contact"
    if not _SEMVER.fullmatch(described["info"]["version"]):
        yield "semver"
    if not all(re.search(r"/v\d+$", server["url"]) for server in described["servers"]):
        yield "uri-version"
    problem = described["components"]["schemas"].get("Problem", {}).get("properties", {})
    if not {"status", "title", "detail"} <= problem.keys():
        yield "problem-details"


def _of_operation(operation: Json) -> Iterator[str]:
    parameters = operation.get("parameters", [])
    for parameter in parameters:
        if parameter["in"] == "query" and not _CAMEL.fullmatch(parameter["name"]):
            yield f"query-keys-camel-case {parameter['name']}"
    if (parameters or "requestBody" in operation) and "400" not in operation["responses"]:
        yield "invalid-input"
    for status, answer in operation["responses"].items():
        if status[0] in "23" and "API-Version" not in answer.get("headers", {}):
            yield f"version-header {status}"
        if status[0] in "45" and list(answer.get("content", {})) != ["application/problem+json"]:
            yield f"problem-details {status}"
        if status == "422" and "Idempotency-Key" not in {parameter["name"] for parameter in parameters}:
            yield "invalid-input 422"


def _of_schema(name: str, schema: Json) -> Iterator[str]:
    if not re.fullmatch(r"[A-Z][A-Za-z0-9]*", name):
        yield "schema names in upper camel case"
    for field, rule in schema.get("properties", {}).items():
        if not _CAMEL.fullmatch(field):
            yield f"property-casing {field}"
        if _DATE_NAME.search(field) and rule.get("format") != "date":
            yield f"date-time/format {field}"
