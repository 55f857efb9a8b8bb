"""From the text of a document, YAML or JSON, to its values; safe and bounded, with the place of what is wrong.

JSON is read as the part of YAML that it nearly is; tabs and pairs of escapes, in which it differs, are
seen to.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from loket_routing.domain.rule_sets.building import Builder, position
from loket_routing.domain.rule_sets.faults import Fault, Position, RuleSetError, fault

MOST_BYTES = 2_000_000

_HALVES = re.compile(r"\\(?:\\|u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2}))", re.IGNORECASE)
"""An escaped backslash, or a character beyond the first plane as JSON escapes it."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_document(text: str) -> dict[str, Any]:
    """Return the values of a document.

    Raises:
        RuleSetError: it is larger than 2 MB, neither YAML nor JSON, nested more than 60 levels deep,
            grows beyond 200,000 values by its aliases, or gives a key twice; with line and column.
    """
    builder = Builder()
    try:
        if len(text.encode()) > MOST_BYTES:
            raise RuleSetError((_too_large(),))
        for event in _events(text):
            builder.take(event)
        values = builder.document
    except yaml.MarkedYAMLError as error:
        raise RuleSetError((_unreadable(position(error.problem_mark or error.context_mark)),)) from error
    except yaml.reader.ReaderError as error:
        raise RuleSetError((_unreadable(_place(text, error.position)),)) from error
    except UnicodeEncodeError as error:
        raise RuleSetError((_unreadable(_place(text, error.start)),)) from error
    if not isinstance(values, dict):
        raise RuleSetError((_no_keys(),))
    return values


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(_as_yaml(text) if text.lstrip().startswith("{") else text, Loader=_LOADER)


def _as_yaml(json: str) -> str:
    """Write JSON as YAML: without tabs, which stand only between values, and with no character in two halves."""
    return _HALVES.sub(_whole, json.replace("\t", " "))


def _whole(escape: re.Match[str]) -> str:
    high, low = escape.groups()
    return escape[0] if high is None else bytes.fromhex(high + low).decode("utf-16-be")


def _place(text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(before.count("\n") + 1, offset - before.rfind("\n"))


def _too_large() -> Fault:
    nl = "Het document is groter dan 2 MB; zo groot is geen regelset."
    return fault("too-large", Position(1, 1), nl, "The document is larger than 2 MB; no rule set is that large.")


def _unreadable(place: Position) -> Fault:
    return fault(
        "not-readable",
        place,
        "Dit is geen YAML of JSON; let op het inspringen, de aanhalingstekens en de haakjes vlak hiervoor.",
        "This is neither YAML nor JSON; look at the indentation, quotation marks and brackets just before.",
    )


def _no_keys() -> Fault:
    return fault(
        "keys",
        Position(1, 1),
        "Een regelset begint met sleutels, zoals 'version' en 'lines'.",
        "A rule set begins with keys, such as 'version' and 'lines'.",
    )
