"""Checks that a schema can replace another one under the same type and version.

Inside a version only optional additions are allowed: everything that a reader may rely on must stay true, and data of
the old schema must stay readable (design section 3, evolution). Any other change is a new version of the type.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

Schema = Mapping[str, Any]

_WORDS_ONLY = {"$schema", "$id", "$defs", "title", "description", "examples", "default"}
_COMPARED_APART = {"properties", "required", "$ref", "x-sealed"}
_NESTED = ("items", "additionalProperties")
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")


def breaks(old: Schema, new: Schema) -> list[str]:
    """Return every change in ``new`` that breaks readers or writers of ``old``, with its place."""
    return list(_Comparison(old, new).between(old, new, "data"))


class _Comparison:
    """Compares two documents and follows their references."""

    def __init__(self, old: Schema, new: Schema) -> None:
        self._old, self._new = old, new
        self._seen: set[tuple[str, str]] = set()

    def between(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        pair = (str(old.get("$ref")), str(new.get("$ref")))
        if "$ref" in old and "$ref" in new:
            if pair in self._seen:
                return
            self._seen.add(pair)
        old, new = _resolve(self._old, old), _resolve(self._new, new)
        yield from _changed_keywords(old, new, place)
        yield from self._properties(old, new, place)
        yield from self._sealed(old.get("x-sealed", {}), new.get("x-sealed", {}), place)
        for keyword in _NESTED:
            yield from self._maybe(old.get(keyword), new.get(keyword), f"{place}[]")
        for keyword in _LISTS:
            yield from self._options(old.get(keyword, []), new.get(keyword, []), place)

    def _properties(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        before, after = old.get("properties", {}), new.get("properties", {})
        for name in before.keys() - after.keys():
            yield f"{place}.{name} was removed"
        for name in set(new.get("required", [])) - set(old.get("required", [])):
            yield f"{place}.{name} became required"
        for name in set(old.get("required", [])) - set(new.get("required", [])):
            yield f"{place}.{name} is no longer sure to be there"
        for name in before.keys() & after.keys():
            yield from self.between(before[name], after[name], f"{place}.{name}")

    def _sealed(self, old: Schema, new: Schema, place: str) -> Iterator[str]:
        for name in old.keys() - new.keys():
            yield f"{place}.{name} is no longer sealed"
        sure_before, sure_now = _not_optional(old), _not_optional(new)
        for name in sure_now - sure_before:
            yield f"{place}.{name} became required"
        for name in (sure_before - sure_now) & new.keys():
            yield f"{place}.{name} is no longer sure to be there"
        for name in old.keys() & new.keys():
            if old[name]["compartment"] != new[name]["compartment"]:
                yield f"{place}.{name} moved to another compartment"
            yield from self.between(old[name]["schema"], new[name]["schema"], f"{place}.{name}")

    def _maybe(self, old: Any, new: Any, place: str) -> Iterator[str]:
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from self.between(old, new, place)
        elif old != new:
            yield f"{place} takes other values"

    def _options(self, old: list[Schema], new: list[Schema], place: str) -> Iterator[str]:
        if len(old) != len(new):
            yield f"{place} has another number of alternatives"
        for before, after in zip(old, new, strict=False):
            yield from self.between(before, after, place)


def _not_optional(parts: Schema) -> set[str]:
    return {name for name, part in parts.items() if not part.get("optional")}


def _resolve(document: Schema, schema: Schema) -> Schema:
    reference = schema.get("$ref")
    return document["$defs"][reference.removeprefix("#/$defs/")] if reference else schema


def _changed_keywords(old: Schema, new: Schema, place: str) -> Iterator[str]:
    apart = _WORDS_ONLY | _COMPARED_APART | {*_NESTED, *_LISTS}
    for keyword in sorted((old.keys() | new.keys()) - apart):
        if old.get(keyword) != new.get(keyword):
            yield f"{place}: {keyword} changed"


_MOMENT = "led from a contribution request to its question, where the same moment stands in the clear; it is sealed now"

WITHDRAWN: Mapping[str, str] = MappingProxyType(
    {
        "nl.kennisveiligheid.contributions.requested.v1: data.requestedAt": _MOMENT,
        "nl.kennisveiligheid.contributions.released.v1: data.releasedAt": _MOMENT,
        "nl.kennisveiligheid.contributions.declined.v1: data.declinedAt": _MOMENT,
        "nl.kennisveiligheid.notifications.delivered.v1: data.deliveredAt": f"about a request it {_MOMENT}",
        "nl.kennisveiligheid.notifications.failed.v1: data.failedAt": f"about a request it {_MOMENT}",
    }
)
"""Promises of the last release that are withdrawn inside the same version, by type and place, each with its reason.

Any change except an optional addition needs a new version, published beside the old one. That does not help if the
old version does harm for as long as it is published. Then the field is removed, and stays listed here until the next
release.
"""
