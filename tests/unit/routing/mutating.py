"""Spoils documents at random, the same way for the same seed."""

import json
from collections.abc import Callable
from copy import deepcopy
from random import Random
from typing import Any

Document = dict[str, Any]
Slot = tuple[dict[str, Any] | list[Any], Any]
"""A mapping or list, and the key or index of a value in it."""

_deep: Any = {"topic": "other"}
for _ in range(400):
    _deep = {"not": _deep}

_DEEPER = 0.9

STRANGE: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        -1,
        7,
        10**400,
        1.5,
        float("nan"),
        float("inf"),
        -0.0,
        "",
        " ",
        "x",
        "any",
        "\ud800",
        "\x00",
    ),
    *("CN", "china", "nl", "Iraans", "OCW", "AIVD", "RVO", "(a+)+$", ".*", "*", "=", "chip+", "a*b*c", "x" * 20_000),
    *([], {}, [[]], {"": ""}, [None], {"a": {"b": []}}, b"bytes", {1: 2}, object(), ("a",), {"x"}, 2 + 3j),
    *({"all": []}, {"not": {"topic": "other"}}, {"country": "IR"}, {"topic": "other", "kind": "incident"}, _deep),
    *({"legal-regime": "any"}, {"signal": "technology"}, {"needed-within-days": 14}, {"words": "military"}),
    *("2026-02-30", "by-front-office", "urgent", 2026.1, "technology", "other", 20220131),
]
_KEYS = [
    "land",
    "Topic",
    "topik",
    "then",
    "when",
    "any",
    "all",
    "not",
    "",
    "__proto__",
    "naam",
    "x" * 500,
    "a.b",
    "%s",
    "{x}",
]


def slot(document: Any, random: Random) -> Slot:
    """A random place of a value in ``document``."""
    into = document
    while True:
        key = random.choice(list(into) if isinstance(into, dict) else range(len(into)))
        value = into[key]
        if not (isinstance(value, dict | list) and value and random.random() < _DEEPER):
            return into, key
        into = value


def mutated(written: str, random: Random) -> Document:
    """The document ``written`` in JSON with one to three things spoilt."""
    document: Document = json.loads(written)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        if document:
            random.choice(_WAYS)(slot(document, random), slot(document, random), random)
    return document


def _delete(one: Slot, other: Slot, random: Random) -> None:
    del one[0][one[1]]


def _replace(one: Slot, other: Slot, random: Random) -> None:
    one[0][one[1]] = random.choice(STRANGE)


def _graft(one: Slot, other: Slot, random: Random) -> None:
    """Put another part here, so that a part may come to hold itself."""
    one[0][one[1]] = other[0][other[1]]


def _swap(one: Slot, other: Slot, random: Random) -> None:
    one[0][one[1]], other[0][other[1]] = other[0][other[1]], one[0][one[1]]


def _rename(one: Slot, other: Slot, random: Random) -> None:
    if isinstance(one[0], dict):
        one[0][random.choice([*_KEYS, other[1]])] = one[0].pop(one[1])


def _repeat(one: Slot, other: Slot, random: Random) -> None:
    if isinstance(one[0], list):
        one[0].insert(random.randrange(len(one[0])), deepcopy(one[0][one[1]]))


def _misspell(one: Slot, other: Slot, random: Random) -> None:
    value = one[0][one[1]]
    if isinstance(value, str) and value:
        place = random.randrange(len(value))
        one[0][one[1]] = value[:place] + random.choice("xX -_*=1é") + value[place + 1 :]


def _nest(one: Slot, other: Slot, random: Random) -> None:
    value = one[0][one[1]]
    for _ in range(random.choice([1, 2, 30, 300])):
        value = random.choice([[value], {"not": value}, {"any": [value]}])
    one[0][one[1]] = value


_WAYS: list[Callable[[Slot, Slot, Random], None]] = [
    *(_delete, _replace, _replace, _graft, _swap, _rename, _repeat, _misspell, _misspell, _nest)
]


_MISPRINTS = [
    *("", "", "&a ", "*a", "<<: *a", "!!set ", "---\n"),
    *"{}[]:,&*!|>'\"%@`#-?\t\n \\\x00\x85\ufeff\ud800",
]


def misprinted(text: str, random: Random) -> str:
    """``text`` with one to five characters or lines spoilt."""
    for _ in range(random.randint(1, 5)):
        start = random.randrange(len(text) + 1)
        end = min(len(text), start + random.choice([0, 1, 1, 2, 40]))
        put = random.choice(
            [*"{}[]:,&*!|>'\"%@`#-?\t\n \\\x00\x85\ufeff\ud800", "&a ", "*a", "<<: *a", "!!set ", "---\n", "", ""]
        )
        text = text[:start] + put + text[end:]
    return text
