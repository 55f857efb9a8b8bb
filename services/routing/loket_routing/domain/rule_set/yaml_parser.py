"""Parses YAML or JSON safely: size, depth and number of values are bounded, and a fault has its line and column.

JSON is read as YAML, after its tabs and surrogate pairs are replaced: YAML allows neither. Nothing here is recursive,
so that no document can exhaust the stack. A value that an alias repeats counts each time.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from loket_routing.domain.rule_set.faults import Position, RuleSetError, RuleSetFault, brief, fault

_DEEPEST = 60
_MOST_VALUES = 200_000


@dataclass
class _Open:
    """A list or mapping that is still open; a mapping may wait for the value of ``key``."""

    values: dict[Any, Any] | list[Any]
    anchor: str | None
    place: Position
    size: int = 1
    key: tuple[str] | None = None


@dataclass
class YamlBuilder:
    """Builds a document from the events of a YAML parser."""

    document: Any = None
    _open: list[_Open] = field(default_factory=list)
    _anchors: dict[str, tuple[Any, int]] = field(default_factory=dict)
    _loader: yaml.SafeLoader = field(default_factory=lambda: yaml.SafeLoader(""))
    _documents: int = 0

    def take(self, event: yaml.Event) -> None:
        """Add the next event.

        Raises:
            RuleSetError: the document exceeds the limits of a rule set.
        """
        place = position(event.start_mark)
        if isinstance(event, yaml.DocumentStartEvent):
            self._begin_document(place)
        elif isinstance(event, yaml.CollectionStartEvent):
            self._begin(event, place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self._end()
        elif isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event, place)
            self._keep(event.anchor, value, 1)
            self._add(value, 1, place)
        elif isinstance(event, yaml.AliasEvent):
            self._repeat(event.anchor, place)

    def _begin_document(self, place: Position) -> None:
        self._documents += 1
        if self._documents > 1:
            nl = "Een regelset is één document; hier begint een tweede."
            raise _refused("two-documents", place, nl, "A rule set is one document; here a second one begins.")

    def _begin(self, event: yaml.CollectionStartEvent, place: Position) -> None:
        _untagged(event.tag, place)
        if len(self._open) == _DEEPEST:
            raise _refused("too-deep", place, "Dit zit te diep genest.", "This is nested too deeply.")
        values: dict[Any, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        if self._open and self._awaits_a_key(self._open[-1]):
            raise _no_key(place)
        self._open.append(_Open(values, event.anchor, place))

    def _end(self) -> None:
        done = self._open.pop()
        self._keep(done.anchor, done.values, done.size)
        self._add(done.values, done.size, done.place)

    def _repeat(self, anchor: str | None, place: Position) -> None:
        if anchor is None or anchor not in self._anchors:
            nl = f"Het anker '{brief(anchor)}' staat niet hiervoor."
            raise _refused("unknown-anchor", place, nl, f"The anchor '{brief(anchor)}' doesn't stand before this.")
        self._add(*self._anchors[anchor], place)

    def _add(self, value: Any, size: int, place: Position) -> None:
        if not self._open:
            self.document = value
            return
        into = self._open[-1]
        into.size += size
        if into.size > _MOST_VALUES:
            nl = f"Met alles wat herhaald wordt, zijn dit meer dan {_MOST_VALUES} waarden."
            en = f"With all that is repeated, these are more than {_MOST_VALUES} values."
            raise _refused("too-large", place, nl, en)
        if isinstance(into.values, list):
            into.values.append(value)
        elif into.key is None:
            into.key = (_fresh_key(into.values, value, place),)
        else:
            into.values[into.key[0]], into.key = value, None

    def _keep(self, anchor: str | None, value: Any, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (value, size)

    def _awaits_a_key(self, opened: _Open) -> bool:
        return isinstance(opened.values, dict) and opened.key is None

    def _scalar(self, event: yaml.ScalarEvent, place: Position) -> Any:
        _untagged(event.tag, place)
        tag = self._loader.resolve(yaml.ScalarNode, event.value, event.implicit)  # type: ignore[no-untyped-call]
        if tag == "tag:yaml.org,2002:str":
            return event.value
        try:
            return self._loader.construct_object(yaml.ScalarNode(tag, event.value))
        except (ValueError, yaml.YAMLError) as error:
            nl = f"'{brief(event.value)}' is geen getal of datum; bedoelt u tekst, gebruik dan aanhalingstekens."
            en = f"'{brief(event.value)}' is no number or date; if text is meant, use quotation marks."
            raise _refused("not-a-value", place, nl, en) from error


def position(mark: Any) -> Position:
    """Return the position of a parser's mark; the beginning if there is none."""
    return Position(1, 1) if mark is None else Position(mark.line + 1, mark.column + 1)


def _untagged(tag: str | None, place: Position) -> None:
    if tag is not None:
        nl = f"Een soort opgeven ('{brief(tag)}') kan hier niet."
        raise _refused("tagged", place, nl, f"Giving a type ('{brief(tag)}') can't be done here.")


def _fresh_key(values: dict[Any, Any], key: Any, place: Position) -> str:
    if not isinstance(key, str):
        raise _no_key(place)
    if key in values:
        nl = f"De sleutel '{brief(key)}' staat hier twee keer."
        raise _refused("key-twice", place, nl, f"The key '{brief(key)}' stands here twice.")
    return key


def _no_key(place: Position) -> RuleSetError:
    nl = "Een sleutel is tekst; zet een getal, een datum of ja en nee tussen aanhalingstekens."
    en = "A key is text; put a number, a date, or yes and no in quotation marks."
    return _refused("no-key", place, nl, en)


def _refused(code: str, place: Position, nl: str, en: str) -> RuleSetError:
    return RuleSetError((fault(code, place, nl, en),))


MAX_BYTES = 2_000_000

_HALVES = re.compile(r"\\(?:\\|u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2}))", re.IGNORECASE)
"""An escaped backslash, or a character beyond the first plane as JSON escapes it."""
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def parse_yaml(text: str) -> dict[str, Any]:
    """Return the values of a document.

    Raises:
        RuleSetError: it is larger than 2 MB, neither YAML nor JSON, nested more than 60 levels deep,
            grows beyond 200,000 values by its aliases, or gives a key twice; with line and column.
    """
    builder = YamlBuilder()
    try:
        if len(text.encode()) > MAX_BYTES:
            raise RuleSetError((_too_large(),))
        for event in _events(text):
            builder.take(event)
        values = builder.document
    except yaml.MarkedYAMLError as error:
        raise RuleSetError((_unreadable(position(error.problem_mark or error.context_mark)),)) from error
    except yaml.reader.ReaderError as error:
        raise RuleSetError((_unreadable(_position_of(text, error.position)),)) from error
    except UnicodeEncodeError as error:
        raise RuleSetError((_unreadable(_position_of(text, error.start)),)) from error
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


def _position_of(text: str, offset: int) -> Position:
    before = text[:offset]
    return Position(before.count("\n") + 1, offset - before.rfind("\n"))


def _too_large() -> RuleSetFault:
    nl = "Het document is groter dan 2 MB; zo groot is geen regelset."
    return fault("too-large", Position(1, 1), nl, "The document is larger than 2 MB; no rule set is that large.")


def _unreadable(place: Position) -> RuleSetFault:
    return fault(
        "not-readable",
        place,
        "Dit is geen YAML of JSON; let op het inspringen, de aanhalingstekens en de haakjes vlak hiervoor.",
        "This is neither YAML nor JSON; look at the indentation, quotation marks and brackets just before.",
    )


def _no_keys() -> RuleSetFault:
    return fault(
        "keys",
        Position(1, 1),
        "Een regelset begint met sleutels, zoals 'version' en 'lines'.",
        "A rule set begins with keys, such as 'version' and 'lines'.",
    )
