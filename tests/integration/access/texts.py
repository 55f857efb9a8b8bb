"""Every call of a service that takes text, made from its own list of routes: a new route is among them by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from inspect import signature
from types import UnionType
from typing import Annotated, Any, TypeGuard, Union, get_args, get_origin

from fastapi import APIRouter
from fastapi.params import Header, Query
from pydantic import BaseModel

from loket_shared.service.runtime import ServiceDefinition
from loket_shared.web.form_actions import FormActions

Json = dict[str, Any]

CODES: Mapping[str, Any] = {
    **{"lead": "OCW", "contributors": ["BZ"], "department": "BZ", "assignee": "me", "institution": "university"},
    **{"basedOn": "2026.1", "ruleSet": "2026.1", "topics": ["export-control"], "countries": ["CN"], "state": "closed"},
    **{"reference": "KV-2026-000123", "neededBy": "2027-01-15", "asked": "2026-11-23", "from": "2027-01-01T12:00:00Z"},
    **{"status": "closed", "kenmerk": "KV-2026-000123", "van": "2027-01-01", "tot": "2027-01-01"},
    **{"document": {}, "consent": True, "consentToShare": True},
}
"""Fields whose values come from a list, or have a form of their own."""

TYPED_BY_HAND = {"act": "save", "rule-id": "x", "text-document": "x", "text-examples": "x", "concept": "x"}
"""Fields of forms that a page reads by itself."""

SEARCHED = "vraag"
"""Finds the same in every world: what is searched for is no question that is asked."""

_NOT_TYPED = {"version", "revision"}


@dataclass(frozen=True)
class Call:
    """One call; ``act`` is the name of the form's button. ``sent`` is a JSON body, or a form."""

    method: str
    path: str
    act: str = ""
    sent: Json = field(default_factory=dict)
    query: Json = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name of the text in a test."""
        return f"{self.method} {self.path}#{self.act}".rstrip("#")

    @property
    def is_page(self) -> bool:
        """True for a page, which people open in a browser."""
        return not self.path.startswith("/v1")


def calls_of(service: ServiceDefinition, forms: Mapping[str, FormActions[Any]], text: str) -> list[Call]:
    """Return every call of ``service`` that takes text, with ``text`` in each field; erasing comes last.

    ``forms`` are the acts of the pages that have several, by the address that they are sent to.
    """
    calls = [
        *(call for router in service.routers for call in _of_api(router, text)),
        *(call for router in service.pages for call in _of_pages(router, forms, text)),
    ]
    return sorted(calls, key=lambda call: "erasures" in call.path)


def _of_api(router: APIRouter, text: str) -> Iterator[Call]:
    for route in router.routes:
        bodies = [body for body in map(_plain, _parameters(route)) if _is_model(body)]
        sent = {name: value for body in bodies for name, value in filled(body, text).items()}
        query = _query(route)
        for method in sorted(route.methods - {"HEAD"}):  # type: ignore[attr-defined]
            if query or text in str(sent):
                yield Call(method, route.path, sent=sent, query=query)  # type: ignore[attr-defined]


def _of_pages(router: APIRouter, forms: Mapping[str, FormActions[Any]], text: str) -> Iterator[Call]:
    for route in router.routes:
        path, methods = route.path, route.methods  # type: ignore[attr-defined]
        if "GET" in methods and (query := _query(route)):
            yield Call("GET", path, query=query)
        if "POST" in methods and path in forms:
            yield from (_form(path, act, forms[path], text) for act in forms[path].by_name)
        elif "POST" in methods:
            yield Call("POST", path, sent={**TYPED_BY_HAND, "example-text": text, "example-topics": "export-control"})


def _form(path: str, act: str, acts: FormActions[Any], text: str) -> Call:
    found = acts.by_name[act]
    fields = {f"{found.shares or act}-{name}": value for name, value in filled(found.body, text).items()}
    return Call("POST", path, act, {"act": act, **fields})


def filled(model: type[BaseModel], text: str) -> Json:
    """Return what fills ``model``: ``text`` wherever anybody may type what they like.

    Raises:
        LookupError: a field takes values of a form that nothing here knows.
    """
    schema = model.model_json_schema(by_alias=True)
    return dict(_object(schema, schema.get("$defs", {}), text))


def _object(schema: Json, known: Json, text: str) -> Iterator[tuple[str, Any]]:
    for name, part in schema.get("properties", {}).items():
        if name in _NOT_TYPED:
            continue
        value = CODES[name] if name in CODES else _value(name, part, known, text)
        if value is not None:
            yield name, value


def _value(name: str, schema: Json, known: Json, text: str) -> Any:
    if "$ref" in schema:
        return _value(name, known[schema["$ref"].rpartition("/")[2]], known, text)
    if "anyOf" in schema:
        return _value(name, next(one for one in schema["anyOf"] if one.get("type") != "null"), known, text)
    if "const" in schema or "enum" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    match schema.get("type"):
        case "string" if not {"format", "pattern"} & schema.keys():
            return text
        case "string":
            raise LookupError(f"what fills the field {name}?")
        case "object":
            return dict(_object(schema, known, text)) or None
        case "boolean":
            return False
        case _:
            return None


def _query(route: object) -> Json:
    hints = signature(route.endpoint).parameters  # type: ignore[attr-defined]
    path = route.path  # type: ignore[attr-defined]
    return {
        told: CODES.get(told, SEARCHED)
        for name, parameter in hints.items()
        if (told := _told(name, parameter.annotation)) and f"{{{name}" not in path
    }


def _told(name: str, annotation: object) -> str:
    """Return under which name a text is asked for in the address; empty where none is."""
    marks = annotation.__metadata__ if get_origin(annotation) is Annotated else ()  # type: ignore[attr-defined]
    if any(isinstance(mark, Header) for mark in marks) or _plain(annotation) is not str:
        return ""
    return next((mark.alias for mark in marks if isinstance(mark, Query) and mark.alias), name)


def _parameters(route: object) -> list[object]:
    return [each.annotation for each in signature(route.endpoint).parameters.values()]  # type: ignore[attr-defined]


def _plain(annotation: object) -> object:
    """Return a type without its marks, and without that it may be left out."""
    if get_origin(annotation) is Annotated:
        return _plain(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _plain(next(each for each in get_args(annotation) if each is not type(None)))
    return annotation


def _is_model(annotation: object) -> TypeGuard[type[BaseModel]]:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
