"""From the path of a value in a document to its place as a rule owner knows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from loket_routing.domain.rule_sets.faults import Place

_NAMED = {
    "lines": ("line", "number"),
    "rules": ("rule", "id"),
    "signals": ("signal", "code"),
    "regimes": ("regime", "code"),
    "categories": ("words", "code"),
    "services": ("service", "signal"),
    "lenses": ("lens", "signal"),
}

_DEEPEST = 3
"""Keys of a path that are told; in a condition of conditions the way is longer than anybody reads."""


def place_of(path: Sequence[str | int], document: object) -> Place:
    """Return the place of the value at ``path`` in ``document``, by the name of what it is part of."""
    place, keys, current = Place(), list[str](), document
    for number, step in enumerate(path):
        current = _inside(current, step)
        collection = path[number - 1] if number else None
        if isinstance(step, int) and collection in _NAMED:
            subject, key = _NAMED[str(collection)]
            place, keys = Place(subject, _name(current, key, step)), []
        elif isinstance(step, str):
            keys.append(step)
    return Place(place.subject, place.name, tuple(keys if len(keys) <= _DEEPEST else [keys[0], *keys[1 - _DEEPEST :]]))


def _inside(current: object, step: str | int) -> Any:
    if isinstance(current, Mapping):
        return current.get(step)
    fits = isinstance(current, list | tuple) and isinstance(step, int) and step < len(current)
    return current[step] if fits else None  # type: ignore[index]


def _name(item: object, key: str, number: int) -> str:
    name = item.get(key) if isinstance(item, Mapping) else None
    return str(name) if isinstance(name, str) or (type(name) is int and abs(name) < 10**9) else f"#{number + 1}"
