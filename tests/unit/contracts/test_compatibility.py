"""Inside a version only optional additions: each other change is found and named."""

from copy import deepcopy
from typing import Any

import pytest

from loket_shared.contracts.compatibility import breaks
from loket_shared.contracts.generate import event_schema
from loket_shared.contracts.registry import EVENTS

OLD: dict[str, Any] = {
    "title": "nl.example.v1",
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "kind": {"enum": ["question", "incident"]},
        "count": {"type": "integer", "minimum": 0},
        "names": {"type": "array", "items": {"$ref": "#/$defs/Name"}},
        "note": {"anyOf": [{"type": "string"}, {"type": "null"}], "default": None},
        "answers": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["id", "kind"],
    "x-sealed": {"part": {"compartment": "question", "schema": {"$ref": "#/$defs/Part"}}},
    "$defs": {
        "Name": {"properties": {"text": {"type": "string"}}, "required": ["text"]},
        "Part": {"properties": {"text": {"type": "string"}, "inner": {"$ref": "#/$defs/Part"}}},
    },
}


def changed(*path: str, to: Any) -> dict[str, Any]:
    """Return the old schema with one thing in it replaced, or removed where ``to`` is None."""
    new = deepcopy(OLD)
    *inner, last = path
    place: Any = new
    for name in inner:
        place = place[name]
    if to is None:
        del place[last]
    else:
        place[last] = to
    return new


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        changed("properties", "added", to={"type": "string"}),
        changed("$defs", "Name", "properties", "added", to={"type": "string"}),
        changed("$defs", "Part", "properties", "added", to={"type": "string"}),
        changed("x-sealed", "added", to={"compartment": "asker", "optional": True, "schema": {"type": "object"}}),
        changed("properties", "count", "description", to="in other words"),
        changed("title", to="another title"),
        changed("properties", "note", "default", to="another"),
    ],
)
def test_optional_additions_and_words_are_allowed(new: dict[str, Any]) -> None:
    assert breaks(OLD, new) == []


@pytest.mark.parametrize(
    ("new", "problem"),
    [
        (changed("properties", "count", to=None), "data.count was removed"),
        (changed("required", to=["id", "kind", "count"]), "data.count became required"),
        (changed("required", to=["id"]), "data.kind is no longer sure to be there"),
        (changed("properties", "id", "type", to="integer"), "data.id: type changed"),
        (changed("properties", "id", "format", to=None), "data.id: format changed"),
        (changed("properties", "kind", "enum", to=["question", "incident", "other"]), "data.kind: enum changed"),
        (changed("properties", "kind", "enum", to=["question"]), "data.kind: enum changed"),
        (changed("properties", "count", "minimum", to=1), "data.count: minimum changed"),
        (changed("properties", "count", "maximum", to=9), "data.count: maximum changed"),
        (
            changed("properties", "note", "anyOf", to=[{"type": "string"}]),
            "data.note has another number of alternatives",
        ),
        (changed("properties", "answers", "additionalProperties", to=False), "data.answers[] takes other values"),
        (
            changed("properties", "answers", "additionalProperties", to={"type": "integer"}),
            "data.answers[]: type changed",
        ),
        (changed("$defs", "Name", "properties", "text", "type", to="integer"), "data.names[].text: type changed"),
        (changed("$defs", "Name", "required", to=None), "data.names[].text is no longer sure to be there"),
        (changed("x-sealed", "part", to=None), "data.part is no longer sealed"),
        (changed("x-sealed", "part", "compartment", to="asker"), "data.part moved to another compartment"),
        (changed("x-sealed", "part", "optional", to=True), "data.part is no longer sure to be there"),
        (
            changed("x-sealed", "added", to={"compartment": "asker", "schema": {"type": "object"}}),
            "data.added became required",
        ),
        (changed("$defs", "Part", "properties", "text", to=None), "data.part.text was removed"),
        (changed("additionalProperties", to=False), "data[] takes other values"),
    ],
)
def test_anything_else_breaks_and_is_named(new: dict[str, Any], problem: str) -> None:
    assert breaks(OLD, new) == [problem]


def test_a_part_that_moves_out_of_its_seal_is_found() -> None:
    new = changed("x-sealed", "part", to=None)
    new["properties"]["part"] = {"$ref": "#/$defs/Part"}
    assert breaks(OLD, new) == ["data.part is no longer sealed"]


@pytest.mark.parametrize("kind", EVENTS, ids=lambda kind: kind.TYPE)
def test_every_event_fits_itself_and_loses_no_field_unseen(kind: Any) -> None:
    schema = event_schema(kind)
    assert breaks(schema, schema) == []
    for name in schema["properties"]:
        without = {**schema, "properties": {key: value for key, value in schema["properties"].items() if key != name}}
        assert f"data.{name} was removed" in breaks(schema, without)
