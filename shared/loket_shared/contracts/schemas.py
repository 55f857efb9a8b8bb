"""The JSON Schema of an event's data on the wire."""

from typing import Any

from pydantic.json_schema import GenerateJsonSchema

from loket_shared.contracts.event import Event

DIALECT = "https://json-schema.org/draft/2020-12/schema"
PLACE = "https://loket.example/schemas"
"""The address of the published schemas, unless a service's settings name another one."""

Schema = dict[str, Any]

_BASE64 = {"type": "string", "contentEncoding": "base64"}

SLOT: Schema = {
    "type": "object",
    "description": "One sealed part: deflated and padded JSON under AES-256-GCM.",
    "properties": {
        "kid": {"type": "string", "format": "uuid", "description": "the random id of the key"},
        "nonce": _BASE64,
        "ciphertext": _BASE64,
    },
    "required": ["kid", "nonce", "ciphertext"],
}


class _WithoutFieldTitles(GenerateJsonSchema):
    """Leaves out titles that only repeat the fields' names."""

    def field_title_should_be_set(self, schema: object) -> bool:
        return False


def event_schema(kind: type[Event]) -> Schema:
    """Return the schema of ``kind``.

    Clear fields are under ``properties``. Sealed parts are under ``x-sealed`` with their compartments; they describe
    the content of the opened slots of ``sealed``.
    """
    whole = kind.model_json_schema(schema_generator=_WithoutFieldTitles)
    definitions: Schema = whole.get("$defs", {})
    attributes = {_wire_name(kind, field) for field in kind.attribute_fields()}
    sealed = {_wire_name(kind, field): compartment for field, compartment in kind.sealed_parts().items()}
    properties = {
        name: schema for name, schema in whole["properties"].items() if name not in attributes and name not in sealed
    }
    required = [name for name in whole.get("required", []) if name in properties]
    schema: Schema = {
        "$schema": DIALECT,
        "$id": f"{PLACE}/{kind.TYPE}.json",
        "title": kind.TYPE,
        "description": whole["description"],
        "type": "object",
        "properties": properties,
        "required": required,
    }
    if sealed:
        properties["sealed"] = {
            "type": "object",
            "description": "Opaque slots in random order; neither a slot's name nor its place tells what it holds.",
            "minProperties": 1,
            "additionalProperties": {"$ref": "#/$defs/Slot"},
        }
        required.append("sealed")
        required_parts = {_wire_name(kind, field) for field in kind.required_parts()}
        schema["x-sealed"] = {
            name: {
                "compartment": str(compartment),
                **({} if name in required_parts else {"optional": True}),
                "schema": _without_null(whole["properties"][name]),
            }
            for name, compartment in sealed.items()
        }
        definitions = {**definitions, "Slot": SLOT}
    return {**schema, "$defs": definitions} if definitions else schema


def _wire_name(kind: type[Event], field: str) -> str:
    return kind.model_fields[field].alias or field


def _without_null(schema: Schema) -> Schema:
    (part,) = (option for option in schema["anyOf"] if option != {"type": "null"})
    return dict(part)
