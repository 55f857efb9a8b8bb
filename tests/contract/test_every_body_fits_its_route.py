"""What a route's own limits allow also gets through the gate before it, however clumsily it is written."""

from collections.abc import Iterator
from importlib import import_module
from math import inf
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import iter_route_contexts
from pydantic import TypeAdapter

from loket_shared.http.route_rules import DEFAULT_BODY_BYTES
from loket_stack.postgres.databases import SERVICES

ESCAPED = 6
"""Bytes of a character that is written as an escape."""

SHORT = 60
"""Bytes of a number, a date, an id or a word of a list."""


def largest(schema: dict[str, Any], known: dict[str, Any]) -> float:
    """Return how many bytes JSON of ``schema`` may have; infinity where it has no limit of its own."""
    if "$ref" in schema:
        return largest(known[schema["$ref"].rpartition("/")[2]], known)
    if "anyOf" in schema:
        return max(largest(each, known) for each in schema["anyOf"])
    if schema.get("type") == "object":
        named = schema.get("properties", {}).items()
        return sum(SHORT + largest(each, known) for _, each in named) if named else inf
    if schema.get("type") == "array":
        return float(schema.get("maxItems", inf)) * largest(schema.get("items", {}), known)
    if schema.get("type") == "string" and not {"format", "enum", "const"} & schema.keys():
        return float(schema.get("maxLength", inf)) * ESCAPED
    return SHORT


def bodies(dependant: Dependant) -> Iterator[dict[str, Any]]:
    for each in dependant.body_params:
        annotation: Any = each.field_info.annotation
        yield TypeAdapter(annotation).json_schema()
    for inner in dependant.dependencies:
        yield from bodies(inner)


def routes() -> Iterator[tuple[str, float, int]]:
    for name in SERVICES:
        app = FastAPI()
        for router in import_module(f"loket_{name}.main").SERVICE.routers:
            app.include_router(router)
        for route in iter_route_contexts(app.routes):
            dependant = getattr(route, "dependant", None)
            sizes = [largest(each, each.get("$defs", {})) for each in bodies(dependant)] if dependant else []
            if sizes and sum(sizes) < inf:
                yield f"{name} {route.path}", sum(sizes), route.max_body_size or DEFAULT_BODY_BYTES


@pytest.mark.parametrize(("route", "needed", "allowed"), list(routes()))
def test_a_text_at_its_limit_is_not_too_large(route: str, needed: float, allowed: int) -> None:
    assert needed <= allowed, route


def test_long_texts_are_among_them() -> None:
    assert any(needed > DEFAULT_BODY_BYTES for _, needed, _ in routes())
