"""``python -m loket_shared.contracts.generate [--check | --release]``: the committed schemas and catalogue.

Without an option it writes ``schemas/``. ``--check`` fails if the committed files differ from the code, or if the code
breaks a promise of the last release. ``--release`` makes the present schemas the new promise, and lists the broken
parts of the old one.
"""

import argparse
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic.json_schema import GenerateJsonSchema

from loket_shared.contracts.asyncapi import asyncapi_document
from loket_shared.contracts.compatibility import WITHDRAWN, breaks
from loket_shared.contracts.event import Event
from loket_shared.contracts.registry import EVENTS

FOLDER = Path(__file__).parents[2] / "schemas"

RELEASED = "released.json"

VERSION = "2.0.0"
"""The version of the whole catalogue: a new optional field or event is a minor step, a removed type or field a major
one.
"""

_DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLACE = "https://loket.example/schemas"
"""The address of the published schemas, unless a service's settings name another one."""

Schema = dict[str, Any]


def generated() -> dict[str, str]:
    """Return the text of every generated file of ``schemas/``, by file name."""
    schemas = {f"{kind.TYPE}.json": _json(event_schema(kind)) for kind in EVENTS}
    document = yaml.safe_dump(asyncapi_document(VERSION), sort_keys=False, allow_unicode=True, width=120)
    return {**schemas, "asyncapi.yaml": document}


def differences(folder: Path = FOLDER) -> list[str]:
    """Return the differences between the committed files and the code."""
    wanted = generated()
    committed = {file.name for file in folder.iterdir()} - {RELEASED}
    stale = [f"{name} is not generated any more" for name in sorted(committed - wanted.keys())]
    return stale + [f"{name} differs" for name, text in wanted.items() if _read(folder / name) != text]


def broken_promises(folder: Path = FOLDER) -> list[str]:
    """Return the broken promises that are not withdrawn, and the withdrawn ones that are not broken."""
    broken = _broken(folder)
    kept = [place for place in WITHDRAWN if not any(_is_at(problem, place) for problem in broken)]
    unexplained = [problem for problem in broken if not any(_is_at(problem, place) for place in WITHDRAWN)]
    return unexplained + [f"{place} is withdrawn, but nothing there is broken" for place in kept]


def main() -> None:
    """Write or check the files; exit with 1 and the reasons if a check fails."""
    parser = argparse.ArgumentParser(prog="python -m loket_shared.contracts.generate", description=__doc__)
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--check", action="store_true", help="write nothing, fail on a difference or a broken promise")
    what.add_argument("--release", action="store_true", help="make the present schemas the promise")
    arguments = parser.parse_args()
    if arguments.release:
        given_up = [f"no longer promised: {problem}" for problem in _broken(FOLDER)]
        _write({**generated(), RELEASED: _json({kind.TYPE: event_schema(kind) for kind in EVENTS})})
        print("\n".join(["the promise is now what the code says", *given_up]))
    elif problems := broken_promises() + (differences() if arguments.check else []):
        raise SystemExit("\n".join(problems))
    elif not arguments.check:
        _write(generated())


def _broken(folder: Path) -> list[str]:
    released = json.loads(_read(folder / RELEASED) or "{}")
    return list(_against(released, {kind.TYPE: event_schema(kind) for kind in EVENTS}))


def _is_at(problem: str, place: str) -> bool:
    """Return True if a problem is about the field at ``place``, and not about a field with a longer name."""
    return problem.startswith((f"{place} ", f"{place}:"))


def _against(released: Mapping[str, Any], current: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in released.items():
        if name not in current:
            yield f"{name} was removed"
        else:
            yield from (f"{name}: {problem}" for problem in breaks(schema, current[name]))


def event_schema(kind: type[Event]) -> Schema:
    """Return the schema of ``kind``.

    Clear fields are under ``properties``. Sealed parts are under ``x-sealed`` with their compartments; they describe
    the content of the opened slots of ``sealed``.
    """
    whole = kind.model_json_schema(schema_generator=_WithoutFieldTitles)
    definitions: Schema = whole.get("$defs", {})
    attributes = {kind.wire_name(field) for field in kind.attribute_fields()}
    sealed = {kind.wire_name(field): compartment for field, compartment in kind.sealed_parts().items()}
    properties = {
        name: schema for name, schema in whole["properties"].items() if name not in attributes and name not in sealed
    }
    required = [name for name in whole.get("required", []) if name in properties]
    schema: Schema = {
        "$schema": _DIALECT,
        "$id": f"{_PLACE}/{kind.TYPE}.json",
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
        required_parts = {kind.wire_name(field) for field in kind.required_parts()}
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


def _without_null(schema: Schema) -> Schema:
    (part,) = (option for option in schema["anyOf"] if option != {"type": "null"})
    return dict(part)


def _write(files: Mapping[str, str]) -> None:
    FOLDER.mkdir(exist_ok=True)
    for stale in {file.name for file in FOLDER.iterdir()} - files.keys() - {RELEASED}:
        (FOLDER / stale).unlink()
    for name, text in files.items():
        (FOLDER / name).write_text(text, "utf-8")


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _read(file: Path) -> str | None:
    return file.read_text("utf-8") if file.exists() else None


if __name__ == "__main__":
    main()
